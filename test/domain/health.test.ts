import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/domain/exact.ts';
import type { Execution } from '../../src/domain/execution.ts';
import { health } from '../../src/domain/health.ts';
import type { ExecutionStatus, PipelineState, StageState, StageStatus } from '../../src/domain/pipeline.ts';
import { waits } from '../../src/domain/waits.ts';

const ID = { partition: 'aws', account: '1', region: 'r', name: 'p' };

function stage(name: string, status?: StageStatus, rest: Partial<StageState> = {}): StageState {
  const latest = status && { executionId: `e-${name}`, status, type: 'STANDARD' as const };
  return { name, latest, inbound: [], conditions: [], transition: { enabled: true }, actions: [], ...rest };
}

const state = (...stages: StageState[]): PipelineState => ({ id: ID, version: 1, stages });
const approval = { name: 'Approve', status: 'InProgress' as const, token: new Exact('t'), since: 5 };
const closed = { enabled: false, reason: 'freeze' };
const stopped: Execution = { id: 'e', status: 'Stopped', revisions: [], type: 'STANDARD' };

describe('health, the first that holds', () => {
  it.each([
    ['Unknown', undefined],
    ['Failed', state(stage('A', 'Failed'), stage('B', 'InProgress', { actions: [approval] }))],
    ['Waiting', state(stage('A', 'InProgress'), stage('B', 'InProgress', { actions: [approval], transition: closed }))],
    ['InProgress', state(stage('A', 'InProgress'), stage('B', undefined, { transition: closed }))],
    ['InProgress', state(stage('A', 'Stopping'))],
    ['Frozen', state(stage('A', 'Succeeded'), stage('B', 'Stopped', { transition: closed }))],
    ['Stopped', state(stage('A', 'Succeeded'), stage('B', 'Stopped'))],
    ['Stopped', state(stage('A', 'Cancelled'))],
    ['Succeeded', state(stage('A', 'Succeeded'), stage('B'))],
    ['Idle', state(stage('A'), stage('B'))],
    ['Idle', state()],
  ])('%s', (expected, of) => {
    expect(health({ state: of })).toBe(expected);
  });

  it('is Stopped when the newest execution was stopped before it entered a stage', () => {
    expect(health({ state: state(stage('A', 'Succeeded')), executions: { pipeline: ID, items: [stopped] } })).toBe(
      'Stopped',
    );
  });
});

describe('health in PARALLEL mode', () => {
  const of = (...statuses: ExecutionStatus[]) =>
    health({
      // What stood there before the mode was changed.
      state: state(stage('A', 'Failed', { actions: [approval] })),
      executions: {
        pipeline: ID,
        items: statuses.map((status, index) => ({ ...stopped, id: `e${index}`, status, mode: 'PARALLEL' })),
      },
    });

  it.each([
    ['Failed', of('Failed', 'InProgress')],
    ['InProgress', of('Succeeded', 'InProgress', 'Failed')],
    ['InProgress', of('InProgress', 'Failed')],
    ['InProgress', of('Stopping')],
    ['Stopped', of('Stopped', 'Succeeded')],
    ['Succeeded', of('Succeeded', 'Failed')],
  ])('2.4 is %s by its executions, not by its stages', (expected, found) => {
    expect(found).toBe(expected);
  });

  it('is Unknown before they are known, and Idle without any', () => {
    const summary = { id: ID, version: 1, type: 'V2', executionMode: 'PARALLEL' } as const;
    expect(health({ summary, state: state() })).toBe('Unknown');
    expect(health({ summary, state: state(), executions: { pipeline: ID, items: [] } })).toBe('Idle');
  });
});

describe('waits', () => {
  it('tells a queue from a closed transition, and an approval with since when', () => {
    const inbound = [{ executionId: 'e2', status: 'InProgress' as const, type: 'STANDARD' as const }];
    const found = waits(
      state(
        stage('A', 'InProgress', { inbound }),
        stage('B', 'InProgress', { actions: [approval] }),
        stage('C', undefined, { inbound, transition: closed }),
      ),
    );
    expect(found).toEqual([
      { kind: 'queue', stage: 'A', executionId: 'e2' },
      { kind: 'approval', stage: 'B', action: 'Approve', executionId: 'e-B', since: 5 },
      { kind: 'transition', stage: 'C', executionId: 'e2' },
    ]);
  });

  it('does not count an action without a token as an approval', () => {
    expect(waits(state(stage('A', 'InProgress', { actions: [{ name: 'x', status: 'InProgress' }] })))).toEqual([]);
  });
});
