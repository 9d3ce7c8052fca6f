import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { command, everything, obey } from '../commands.ts';
import { threeStages, V2 } from '../definitions.ts';
import { DAY, Harness } from '../harness.ts';

const MODES = ['SUPERSEDED', 'QUEUED', 'PARALLEL'] as const;
const UNDER_WAY = ['InProgress', 'Stopping'];

/** So many more executions make those before them old. */
const MANY = 40;

interface Summary {
  pipelineExecutionId: string;
  status: string;
}

function newest(engine: Harness): Summary[] {
  return engine.raw('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries;
}

/** All that can be read of an execution. */
function told(engine: Harness, pipelineExecutionId: string): string {
  const filter = { pipelineExecutionId };
  return JSON.stringify([
    newest(engine).find((other) => other.pipelineExecutionId === pipelineExecutionId),
    engine.raw('GetPipelineExecution', { pipelineName: 'web', pipelineExecutionId }),
    engine.raw('ListActionExecutions', { pipelineName: 'web', filter }),
    engine.raw('ListRuleExecutions', { pipelineName: 'web', filter }),
  ]);
}

/** Runs many executions, one after the other. */
function runMany(engine: Harness): string[] {
  return Array.from({ length: MANY }, () => {
    const id = engine.start();
    engine.advance(60);
    return id;
  });
}

/** A page after the other, `of` the member that holds the entries. */
function pages(engine: Harness, operation: string, of: string): Record<string, unknown>[] {
  const all: Record<string, unknown>[] = [];
  let nextToken: string | undefined;
  do {
    const answer = engine.call(operation, { pipelineName: 'web', maxResults: 7, nextToken });
    all.push(...answer[of]);
    nextToken = answer.nextToken;
  } while (nextToken);
  return all;
}

describe('old executions', () => {
  it.each(MODES)('2.9 read as they did when they ended, whatever operators did in %s mode', (mode) => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
        const engine = new Harness();
        engine.create(everything(mode));
        const ended = new Map<string, string>();
        for (const chosen of commands) {
          obey(engine, chosen);
          // What goes on may end again before anybody looks.
          if (chosen.kind === 'retry') ended.clear();
          for (const { pipelineExecutionId: id, status } of newest(engine)) {
            if (UNDER_WAY.includes(status)) ended.delete(id);
            else if (!ended.has(id)) ended.set(id, told(engine, id));
          }
        }
        for (let i = 0; i < MANY; i++) obey(engine, { kind: 'start' });
        for (const [id, before] of ended) expect(told(engine, id)).toBe(before);
      }),
      { numRuns: 40 },
    );
  });

  it('1.5 stand in their place in every list, a page after the other', () => {
    const engine = new Harness();
    const ids = [engine.create(threeStages())];
    engine.advance(60);
    ids.push(...runMany(engine));
    const listed = pages(engine, 'ListPipelineExecutions', 'pipelineExecutionSummaries');
    expect(listed.map((entry) => entry.pipelineExecutionId)).toEqual(ids.toReversed());
    const runs = pages(engine, 'ListActionExecutions', 'actionExecutionDetails');
    const expected = ids.toReversed().flatMap((id) => [`Prod ${id}`, `Build ${id}`, `Source ${id}`]);
    expect(runs.map((run) => `${run.stageName} ${run.pipelineExecutionId}`)).toEqual(expected);
  });

  it('2.7 go on where they are retried, however old they are', () => {
    const engine = new Harness();
    engine.behave({ match: { stage: 'Prod' }, outcome: 'fail', times: 1 });
    const failed = engine.create(threeStages({ ...V2, executionMode: 'PARALLEL' }));
    engine.advance(60);
    runMany(engine);
    expect(engine.status(failed)).toBe('Failed');
    engine.retry('Prod', failed);
    expect(engine.status(failed)).toBe('InProgress');
    engine.advance(60);
    runMany(engine);
    expect(engine.status(failed)).toBe('Succeeded');
    const filter = { pipelineExecutionId: failed };
    expect(engine.history(filter)).toEqual([
      'Source/Checkout Succeeded',
      'Build/Compile Succeeded',
      'Prod/Ship Failed',
      'Prod/Ship Succeeded',
    ]);
    expect(engine.executions().at(-1).pipelineExecutionId).toBe(failed);
  });

  it('2.9 are forgotten one by one', () => {
    const engine = new Harness();
    const ids = [engine.create(threeStages())];
    for (let i = 1; i < MANY; i++) {
      engine.advance(20 * DAY);
      ids.push(engine.start());
    }
    engine.advance(60);
    // 365 days hold 18 times 20 days, and the one that starts them.
    const kept = ids.slice(-19).toReversed();
    expect(engine.executions().map((entry: Summary) => entry.pipelineExecutionId)).toEqual(kept);
    const runs = pages(engine, 'ListActionExecutions', 'actionExecutionDetails');
    expect(runs.map((run) => run.pipelineExecutionId)).toEqual(kept.flatMap((id) => [id, id, id]));
    const gone = { pipelineName: 'web', pipelineExecutionId: ids.at(-20) };
    expect(engine.refusal('GetPipelineExecution', gone)).toContain('PipelineExecutionNotFoundException');
  });
});
