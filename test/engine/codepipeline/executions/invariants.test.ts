import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../src/engine/aws-error.ts';
import { approval, build, deploy, lambda, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';

const STAGES = ['Source', 'Test', 'Gate', 'Prod'];
const TERMINAL = ['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled'];
const FINAL_EVENTS = ['SUCCEEDED', 'FAILED', 'STOPPED', 'SUPERSEDED', 'CANCELED'];

const DEFINITION = pipeline([
  stage('Source', source()),
  stage('Test', build('Unit'), lambda('Lint'), lambda('Report', { runOrder: 2 })),
  stage('Gate', approval('Approve')),
  stage('Prod', deploy('Ship')),
]);

type Command =
  | { readonly kind: 'start' | 'push' | 'update' }
  | { readonly kind: 'advance'; readonly seconds: number }
  | { readonly kind: 'disable' | 'enable'; readonly stageName: string; readonly transitionType: string }
  | { readonly kind: 'answer'; readonly status: string }
  | { readonly kind: 'stop'; readonly which: number; readonly abandon: boolean }
  | { readonly kind: 'retry'; readonly which: number; readonly stageName: string; readonly retryMode: string }
  | { readonly kind: 'misbehave'; readonly stageName: string; readonly outcome: 'fail' | 'hang' };

const stageName = fc.constantFrom(...STAGES);
const which = fc.nat(6);
const transition = { stageName, transitionType: fc.constantFrom('Inbound', 'Outbound') };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), seconds: fc.constantFrom(0.5, 1, 5, 20, 5000) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('start' as const, 'push' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('update' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('disable' as const, 'enable' as const), ...transition }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), status: fc.constantFrom('Approved', 'Rejected') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stop' as const), which, abandon: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('retry' as const),
      which,
      stageName,
      retryMode: fc.constantFrom('FAILED_ACTIONS', 'ALL_ACTIONS'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('misbehave' as const),
      stageName,
      outcome: fc.constantFrom('fail' as const, 'hang' as const),
    }),
  },
);

/** Does a command; one that AWS would refuse at this moment is refused, and any other exception is a mistake. */
function obey(engine: Harness, chosen: Command): void {
  try {
    perform(engine, chosen);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function perform(engine: Harness, chosen: Command): void {
  switch (chosen.kind) {
    case 'start':
      engine.start();
      break;
    case 'push':
      engine.service.sourceChange({ pipeline: 'web', action: 'Checkout' });
      break;
    case 'update':
      engine.call('UpdatePipeline', { pipeline: toggled(engine) });
      break;
    case 'advance':
      engine.advance(chosen.seconds);
      break;
    case 'disable':
      engine.disable(chosen.stageName, chosen.transitionType);
      break;
    case 'enable':
      engine.enable(chosen.stageName, chosen.transitionType);
      break;
    case 'answer':
      if (engine.action('Gate', 'Approve').latestExecution?.token) engine.answer('Gate', 'Approve', chosen.status);
      break;
    case 'stop':
      engine.stop(nth(engine, chosen.which), { abandon: chosen.abandon });
      break;
    case 'retry':
      engine.retry(chosen.stageName, nth(engine, chosen.which), chosen.retryMode);
      break;
    case 'misbehave':
      engine.behave({ match: { stage: chosen.stageName }, outcome: chosen.outcome, times: 1 });
  }
}

/** The definition with another configuration in its last stage: a change of the stages. */
function toggled(engine: Harness) {
  const { pipeline: current } = engine.call('GetPipeline', { name: 'web' });
  const { configuration } = current.stages[3].actions[0];
  configuration.EnvironmentName = configuration.EnvironmentName === 'prod' ? 'live' : 'prod';
  return current;
}

function nth(engine: Harness, index: number): string {
  const executions = engine.executions();
  return executions[index % executions.length].pipelineExecutionId;
}

interface StageView {
  stageName: string;
  inboundExecutions: { pipelineExecutionId: string }[];
  latestExecution?: { pipelineExecutionId: string; status: string };
}

/** One execution a stage, one before it, and each that is under way in exactly one of these places. */
function checkPlaces(engine: Harness): void {
  const stages: StageView[] = engine.state().stageStates;
  const places = stages.flatMap(({ inboundExecutions, latestExecution }) => {
    expect(inboundExecutions.length).toBeLessThanOrEqual(1);
    const inside = ['InProgress', 'Stopping'].includes(latestExecution?.status ?? '') ? [latestExecution!] : [];
    return [...inboundExecutions, ...inside].map((entry) => entry.pipelineExecutionId);
  });
  const active = engine
    .executions()
    .filter(({ status }: { status: string }) => !TERMINAL.includes(status))
    .map((entry: { pipelineExecutionId: string }) => entry.pipelineExecutionId);
  expect([...places].sort()).toEqual([...active].sort());
}

/** Ended once for each time that it was started or resumed, and then the status says how. */
function checkEnds(engine: Harness): void {
  for (const { pipelineExecutionId, status } of engine.executions()) {
    const story = engine.story(pipelineExecutionId).filter((line) => line.startsWith('pipeline '));
    const begun = story.filter((line) => /STARTED|RESUMED/.test(line)).length;
    const ended = story.filter((line) => FINAL_EVENTS.includes(line.split(' ')[1]!)).length;
    expect(begun - ended).toBe(TERMINAL.includes(status) ? 0 : 1);
  }
  const runs = engine.details().filter((run: { status: string }) => run.status === 'InProgress');
  for (const run of runs) expect(TERMINAL).not.toContain(engine.status(run.pipelineExecutionId));
}

describe('whatever operators do', () => {
  it('2.4 no execution is lost, none stands in two places, each ends once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const engine = new Harness();
        engine.create(DEFINITION);
        let started = 1;
        for (const chosen of commands) {
          const before = engine.executions().length;
          obey(engine, chosen);
          started += engine.executions().length - before;
          checkPlaces(engine);
          checkEnds(engine);
        }
        expect(engine.executions().length).toBe(started);
      }),
      { numRuns: 150 },
    );
  });

  it('the same seed and the same calls give the same journal, byte for byte; another seed other ids', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), fc.nat(), (commands, seed) => {
        const journal = (chosenSeed: number) => {
          const engine = new Harness(chosenSeed);
          engine.create(DEFINITION);
          for (const chosen of commands) obey(engine, chosen);
          return JSON.stringify([engine.events(), engine.state(), engine.details()]);
        };
        expect(journal(seed)).toBe(journal(seed));
        expect(journal(seed)).not.toBe(journal(seed + 1));
      }),
      { numRuns: 30 },
    );
  });
});
