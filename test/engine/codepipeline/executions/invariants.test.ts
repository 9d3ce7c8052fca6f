import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, command, everything, obey } from '../commands.ts';
import { Harness } from '../harness.ts';

const MODES = ['SUPERSEDED', 'QUEUED', 'PARALLEL'] as const;
const ACTIVE = ['InProgress', 'Stopping'];
const TERMINAL = ['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled'];
const FINAL_EVENTS = ['SUCCEEDED', 'FAILED', 'STOPPED', 'SUPERSEDED', 'CANCELED'];

interface StageView {
  stageName: string;
  inboundExecutions: { pipelineExecutionId: string }[];
  inboundTransitionState: { enabled: boolean };
  latestExecution?: { pipelineExecutionId: string; status: string };
}

interface Summary {
  pipelineExecutionId: string;
  status: string;
}

function allExecutions(engine: Harness): Summary[] {
  const all: Summary[] = [];
  let nextToken: string | undefined;
  do {
    const page = engine.raw('ListPipelineExecutions', { pipelineName: 'web', ...(nextToken && { nextToken }) });
    all.push(...page.pipelineExecutionSummaries);
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
}

/** Outside PARALLEL: one execution a stage, and each that is under way in exactly one place, inside a stage or before it. */
function checkPlaces(engine: Harness, mode: (typeof MODES)[number]): void {
  const stages: StageView[] = engine.raw('GetPipelineState', { name: 'web' }).stageStates;
  const places = stages.flatMap(({ inboundExecutions, latestExecution }) => {
    if (mode === 'SUPERSEDED') expect(inboundExecutions.length).toBeLessThanOrEqual(1);
    const inside = ACTIVE.includes(latestExecution?.status ?? '') ? [latestExecution!] : [];
    return [...inboundExecutions, ...inside].map((entry) => entry.pipelineExecutionId);
  });
  const active = allExecutions(engine)
    .filter(({ status }) => !TERMINAL.includes(status))
    .map((entry) => entry.pipelineExecutionId);
  expect(places.sort()).toEqual(mode === 'PARALLEL' ? [] : active.sort());
}

/** What the journal says of each execution: begun, and ended once for each time that it was begun or resumed. */
class Ends {
  readonly #begun = new Map<string, number>();
  readonly #ended = new Map<string, number>();
  #read = 0;

  read(engine: Harness): void {
    for (const { sequence, detail } of engine.world.journal.after(this.#read)!) {
      this.#read = sequence;
      if (detail.stage !== undefined || detail['execution-id'] === undefined) continue;
      const counts = FINAL_EVENTS.includes(detail.state as string) ? this.#ended : this.#begun;
      if (detail.state === 'STOPPING') continue;
      const id = detail['execution-id'] as string;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }

  check(engine: Harness): void {
    this.read(engine);
    const executions = allExecutions(engine);
    expect(executions.map((entry) => entry.pipelineExecutionId).sort()).toEqual([...this.#begun.keys()].sort());
    for (const { pipelineExecutionId: id, status } of executions) {
      const open = this.#begun.get(id)! - (this.#ended.get(id) ?? 0);
      expect([id, open]).toEqual([id, TERMINAL.includes(status) ? 0 : 1]);
    }
  }
}

/** In SUPERSEDED and QUEUED mode nobody overtakes: executions come into each stage in order of start. */
class Entries {
  readonly #starts = new Map<string, number>();
  readonly #last = new Map<string, number>();
  #read = 0;

  check(engine: Harness): void {
    for (const { sequence, detail } of engine.world.journal.after(this.#read)!) {
      this.#read = sequence;
      if (detail.state !== 'STARTED' || detail.action !== undefined) continue;
      const id = detail['execution-id'] as string;
      if (detail.stage === undefined) this.#noteStart(id, detail['execution-trigger'] as Record<string, string>);
      else this.#enter(detail.stage as string, this.#starts.get(id));
    }
  }

  /** A rollback comes in as it likes. */
  #noteStart(id: string, trigger: Record<string, string>): void {
    if (!trigger['trigger-type']!.endsWith('Rollback')) this.#starts.set(id, this.#starts.size);
  }

  #enter(stageName: string, start: number | undefined): void {
    if (start === undefined) return;
    expect(start).toBeGreaterThan(this.#last.get(stageName) ?? -1);
    this.#last.set(stageName, start);
  }
}

/** Nobody waits in vain: in front of a stage that nobody is in and that both flags leave open. */
class OpenWays {
  /** Stages whose outbound flag is disabled, which no answer shows. */
  readonly #closed = new Set<string>();

  note(chosen: Command): void {
    if (chosen.kind === 'disable' && chosen.transitionType === 'Outbound') this.#closed.add(chosen.stageName);
    if (chosen.kind === 'enable' && chosen.transitionType === 'Outbound') this.#closed.delete(chosen.stageName);
  }

  check(engine: Harness): void {
    const stages: StageView[] = engine.raw('GetPipelineState', { name: 'web' }).stageStates;
    for (const [index, { inboundTransitionState, inboundExecutions, latestExecution }] of stages.entries()) {
      const before = stages[index - 1]?.stageName;
      const isOpen = inboundTransitionState.enabled && (before === undefined || !this.#closed.has(before));
      if (isOpen && !ACTIVE.includes(latestExecution?.status ?? '')) expect(inboundExecutions).toEqual([]);
    }
  }
}

const LISTS = ['ListActionExecutions', 'ListRuleExecutions'];

/** The executions of the runs that are in progress, as far as a filter lets them through. */
function running(engine: Harness, filter: object | undefined): string[] {
  return LISTS.flatMap((operation) => {
    const answer = engine.raw(operation, { pipelineName: 'web', filter });
    const runs: Summary[] = answer.actionExecutionDetails ?? answer.ruleExecutionDetails;
    return runs.filter(({ status }) => status === 'InProgress').map((run) => run.pipelineExecutionId);
  });
}

/** Nothing runs in an execution that is over; one that is under way waits, or something runs in it: none is stuck. */
function checkRuns(engine: Harness): void {
  const stages: StageView[] = engine.raw('GetPipelineState', { name: 'web' }).stageStates;
  const waiting = new Set(stages.flatMap((stage) => stage.inboundExecutions).map((entry) => entry.pipelineExecutionId));
  const all = allExecutions(engine);
  const active = all.filter(({ status }) => !TERMINAL.includes(status)).map((entry) => entry.pipelineExecutionId);
  for (const id of running(engine, undefined)) expect(active).toContain(id);
  for (const id of active) {
    expect([id, running(engine, { pipelineExecutionId: id }).length > 0]).toEqual([id, !waiting.has(id)]);
  }
}

describe.each(MODES)('whatever operators do in %s mode', (mode) => {
  it('2.4 no execution is lost, none stands in two places, each ends once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        const engine = new Harness();
        engine.create(everything(mode));
        const [ends, entries, ways] = [new Ends(), new Entries(), new OpenWays()];
        for (const chosen of commands) {
          if (obey(engine, chosen)) ways.note(chosen);
          ways.check(engine);
          checkPlaces(engine, mode);
          checkRuns(engine);
          ends.check(engine);
          if (mode !== 'PARALLEL') entries.check(engine);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('the same seed and the same calls give the same journal, byte for byte; another seed other ids', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), fc.nat(), (commands, seed) => {
        const journal = (chosenSeed: number) => trace(everyCommand(new Harness(chosenSeed), mode, commands));
        expect(journal(seed)).toBe(journal(seed));
        expect(journal(seed)).not.toBe(journal(seed + 1));
      }),
      { numRuns: 20 },
    );
  });

  // Seconds of work, which a machine that does much else takes longer for.
  it('holds over 10,000 commands that were legal, and playing them again gives the same state', () => {
    const legal: Command[] = [];
    const engine = new Harness(7);
    engine.create(everything(mode));
    const [ends, entries] = [new Ends(), new Entries()];
    for (const chosen of commandsOf(20_261_126)) {
      if (!obey(engine, chosen)) continue;
      legal.push(chosen);
      if (legal.length % 250 === 0) {
        checkPlaces(engine, mode);
        ends.check(engine);
        checkRuns(engine);
        if (mode !== 'PARALLEL') entries.check(engine);
      }
      if (legal.length === 10_000) break;
    }
    expect(allExecutions(engine).length).toBeGreaterThan(1000);
    expect(trace(everyCommand(new Harness(7), mode, legal))).toBe(trace(engine));
  }, 120_000);
});

function everyCommand(engine: Harness, mode: (typeof MODES)[number], commands: readonly Command[]): Harness {
  engine.create(everything(mode));
  for (const chosen of commands) obey(engine, chosen);
  return engine;
}

function trace(engine: Harness): string {
  const read = (operation: string, input: object) => engine.raw(operation, input);
  const kept = engine.world.journal.after(engine.world.journal.firstKept - 1);
  return JSON.stringify([kept, read('GetPipelineState', { name: 'web' }), allExecutions(engine)]);
}

/** Commands without end, the same for the same seed. */
function* commandsOf(seed: number): Generator<Command> {
  for (let part = 0; ; part++) {
    yield* fc.sample(fc.array(command, { minLength: 500, maxLength: 500, size: 'max' }), {
      seed: seed + part,
      numRuns: 1,
    })[0]!;
  }
}
