import { describe, expect, it } from 'vitest';
import { changes, oldestFirst, progressOf, remember } from '../../../src/cli/watch/progress.ts';
import type { ActionExecution } from '../../../src/domain/execution.ts';
import type { StageState } from '../../../src/domain/pipeline.ts';
import type { PipelineView } from '../../../src/domain/pipeline-view.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };

function stage(name: string, more: Partial<StageState> = {}): StageState {
  return { name, inbound: [], transition: { enabled: true }, actions: [{ name: `${name}Act` }], ...more };
}

function view(stages: StageState[], status: 'InProgress' | 'Failed' = 'InProgress'): PipelineView {
  return {
    state: { id: ID, version: 1, stages },
    executions: { pipeline: ID, more: false, items: [{ id: 'e1', status, revisions: [], type: 'STANDARD' }] },
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
