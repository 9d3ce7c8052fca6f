import { describe, expect, it } from 'vitest';
import { changes, progressOf as progressOfReading, type Reading, remember } from '../../../src/cli/watch/progress.ts';
import type { ActionExecution } from '../../../src/domain/execution.ts';
import { oldestFirst } from '../../../src/domain/execution-course.ts';
import type { StageState } from '../../../src/domain/pipeline.ts';
import type { PipelineView } from '../../../src/domain/pipeline-view.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };

function stage(name: string, more: Partial<StageState> = {}): StageState {
  return {
    name,
    inbound: [],
    conditions: [],
    transition: { enabled: true },
    actions: [{ name: `${name}Act` }],
    ...more,
  };
}

function view(stages: StageState[], status: 'InProgress' | 'Failed' = 'InProgress'): PipelineView {
  return {
    state: { id: ID, version: 1, stages },
    executions: { pipeline: ID, items: [{ id: 'e1', status, revisions: [], type: 'STANDARD' }] },
  };
}

function run(
  stageName: string,
  status: ActionExecution['status'],
  more: Partial<ActionExecution> = {},
): ActionExecution {
  return {
    executionId: 'e1',
    actionExecutionId: `${stageName}-1`,
    stage: stageName,
    action: `${stageName}Act`,
    status,
    inputs: [],
    outputs: [],
    outputVariables: {},
    configuration: {},
    ...more,
  };
}

/** Everything was read in the right order, for the last time. */
function progressOf(seen: PipelineView, runs: ActionExecution[], executionId: string, more: Partial<Reading> = {}) {
  return progressOfReading({ view: seen, runs, executionId, runsAreNewer: true, isLast: true, ...more });
}

const latest = (status: 'InProgress' | 'Failed', executionId = 'e1') => ({
  latest: { executionId, status, type: 'STANDARD' as const },
});
const lines = (found: ReturnType<typeof changes>) =>
  found.map(({ type, stage: where, from, to }) => `${type} ${where ?? ''} ${from ?? ''}>${to}`);

describe('what a watch tells', () => {
  it('tells a retried action as a run of its own, and its stage as running again', () => {
    const failed = progressOf(view([stage('Build', latest('Failed'))]), [run('Build', 'Failed')], 'e1');
    const again = run('Build', 'InProgress', { actionExecutionId: 'Build-2' });
    const now = progressOf(view([stage('Build', latest('InProgress'))]), [run('Build', 'Failed'), again], 'e1');
    expect(lines(changes(remember(undefined, failed), now))).toEqual([
      'stage Build Failed>InProgress',
      'action Build >InProgress',
    ]);
  });

  it('says that it waits in front of a closed transition and why, and when that opens', () => {
    const inbound = [{ executionId: 'e1', status: 'InProgress' as const, type: 'STANDARD' as const }];
    const closed = stage('Prod', { inbound, transition: { enabled: false, reason: 'freeze' } });
    const before = progressOf(view([closed]), [], 'e1');
    const [, transition, waits] = changes(undefined, before);
    expect(transition).toMatchObject({ type: 'transition', to: 'Disabled', summary: 'freeze' });
    expect(waits).toMatchObject({ type: 'stage', to: 'Inbound', summary: 'its transition is closed: freeze' });
    const entered = view([stage('Prod', latest('InProgress'))]);
    const opened = progressOf(entered, [], 'e1');
    const told = remember(undefined, before);
    expect(lines(changes(told, opened))).toEqual(['transition Prod Disabled>Enabled']);
    const runs = progressOf(entered, [run('Prod', 'InProgress')], 'e1');
    expect(lines(changes(remember(told, opened), runs))).toEqual([
      'stage Prod Inbound>InProgress',
      'action Prod >InProgress',
    ]);
  });

  it('does not lose a stage that the next execution has entered already', () => {
    const taken = stage('Build', latest('InProgress', 'e2'));
    const now = progressOf(view([taken]), [run('Build', 'Succeeded')], 'e1');
    expect(lines(changes(undefined, now))).toContain('stage Build >Succeeded');
  });

  it('does not take the actions of the execution before for its own, and waits for its first run', () => {
    const entered = stage('Prod', { ...latest('InProgress'), actions: [{ name: 'ProdAct', status: 'Failed' }] });
    expect(lines(changes(undefined, progressOf(view([entered]), [], 'e1')))).toEqual(['execution  >InProgress']);
  });

  it('tells a stage that failed before any of its actions began', () => {
    const refused = stage('Prod', latest('Failed'));
    expect(lines(changes(undefined, progressOf(view([refused]), [], 'e1')))).toContain('stage Prod >Failed');
  });

  it('tells the end of a part before the end of the whole', () => {
    const now = progressOf(view([stage('Build', latest('Failed'))], 'Failed'), [run('Build', 'Failed')], 'e1');
    expect(lines(changes(undefined, now))).toEqual([
      'action Build >Failed',
      'stage Build >Failed',
      'execution  >Failed',
    ]);
  });

  it('does not tell the end of a stage before the runs show its cause, and dates it by them', () => {
    const begun = [run('Build', 'InProgress', { startedAt: 1000, updatedAt: 1000 })];
    const told = remember(undefined, progressOf(view([stage('Build', latest('InProgress'))]), begun, 'e1'));
    const failed = view([stage('Build', latest('Failed'))], 'Failed');
    const older = progressOf(failed, begun, 'e1', { runsAreNewer: false, isLast: false });
    expect(changes(told, older)).toEqual([]);
    const ended = [run('Build', 'Failed', { startedAt: 1000, updatedAt: 9000 })];
    const now = changes(remember(told, older), progressOf(failed, ended, 'e1'));
    expect(lines(now)).toEqual([
      'action Build InProgress>Failed',
      'stage Build InProgress>Failed',
      'execution  InProgress>Failed',
    ]);
    expect(now.map(({ at }) => at)).toEqual([9000, 9000, undefined]);
  });

  it('tells nothing of the stages after one whose end cannot be told yet', () => {
    const runs = [run('Build', 'InProgress'), run('Prod', 'InProgress')];
    const stages = [stage('Build', latest('Failed')), stage('Prod', latest('InProgress'))];
    const older = progressOf(view(stages), runs, 'e1', { runsAreNewer: false, isLast: false });
    expect(lines(changes(undefined, older))).toEqual(['execution  >InProgress']);
  });

  it('2.4 says that a stage has succeeded which is judged afterwards only when it is seen to have passed', () => {
    const conditions = [{ place: 'onSuccess' as const, rules: [] }];
    const judged = (executionId: string) => stage('Build', { ...latest('InProgress', executionId), conditions });
    const ended = [run('Build', 'Succeeded')];
    const ends = (stages: StageState[], runs = ended) =>
      lines(changes(undefined, progressOf(view(stages), runs, 'e1'))).filter((line) => line.startsWith('stage Build'));
    expect(ends([judged('e1')])).toEqual(['stage Build >InProgress']);
    expect(ends([judged('e2')])).toEqual([]);
    const waits = { inbound: [{ executionId: 'e1', status: 'InProgress' as const, type: 'STANDARD' as const }] };
    expect(ends([judged('e2'), stage('Prod', waits)])).toEqual(['stage Build >Succeeded']);
    expect(ends([judged('e2'), stage('Prod')], [...ended, run('Prod', 'Failed')])).toEqual(['stage Build >Succeeded']);
  });

  it('does not take back an end that was told when the runs are behind the state again', () => {
    const runs = [run('Build', 'Failed', { updatedAt: 9000 })];
    const told = remember(undefined, progressOf(view([stage('Build', latest('Failed'))]), runs, 'e1'));
    const moved = view([stage('Build', latest('Failed')), stage('Prod')]);
    const now = changes(told, progressOf(moved, runs, 'e1', { runsAreNewer: false }));
    expect(lines(now)).toEqual(['transition Prod >Enabled']);
  });

  it('dates the end of a stage by the last of its actions to end, not the last to begin', () => {
    const runs = [
      run('Build', 'Succeeded', { startedAt: 1, updatedAt: 9000 }),
      run('Build', 'Succeeded', { startedAt: 2, updatedAt: 5000, actionExecutionId: 'Build-2' }),
    ];
    const [told] = changes(undefined, progressOf(view([stage('Build')]), runs, 'e1')).filter(
      ({ type, to }) => type === 'stage' && to === 'Succeeded',
    );
    expect(told?.at).toBe(9000);
  });

  it('leaves the time of an end without a run, and of a retry before its first run, to the clock', () => {
    const refused = changes(undefined, progressOf(view([stage('Prod', latest('Failed'))]), [], 'e1'));
    expect(refused.find(({ type }) => type === 'stage')).toMatchObject({ to: 'Failed', at: undefined });
    const failed = [run('Build', 'Failed', { startedAt: 1, updatedAt: 2 })];
    const retried = changes(undefined, progressOf(view([stage('Build', latest('InProgress'))]), failed, 'e1'));
    expect(retried.find(({ type }) => type === 'stage')).toMatchObject({ to: 'InProgress', at: undefined });
  });

  it('keeps the end of the whole for the last look', () => {
    const over = view([stage('Build', latest('InProgress'))], 'Failed');
    const now = progressOf(over, [run('Build', 'InProgress')], 'e1', { isLast: false });
    expect(lines(changes(undefined, now))).not.toContain('execution  >Failed');
  });

  it('tells nothing twice', () => {
    const now = progressOf(view([stage('Build', latest('Failed'))]), [run('Build', 'Failed')], 'e1');
    expect(changes(remember(undefined, now), now)).toEqual([]);
  });

  it('puts runs in the order in which they began, also when they began at once', () => {
    const listed = [
      run('C', 'InProgress', { startedAt: 2 }),
      run('B', 'Succeeded', { startedAt: 1 }),
      run('A', 'Succeeded', { startedAt: 1 }),
    ];
    expect(oldestFirst(listed).map((one) => one.stage)).toEqual(['A', 'B', 'C']);
  });
});
