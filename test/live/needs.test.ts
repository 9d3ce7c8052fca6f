import { describe, expect, it } from 'vitest';
import type { ExecutionMode, PipelineState } from '../../src/domain/pipeline.ts';
import type { Pace } from '../../src/live/need.ts';
import { executions, pipelineState } from '../../src/live/needs.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };

function state(status: 'InProgress' | 'Succeeded'): PipelineState {
  const latest = { executionId: 'e', status, type: 'STANDARD' as const };
  return {
    id: ID,
    version: 1,
    updatedAt: 0,
    stages: [{ name: 'Build', latest, inbound: [], conditions: [], transition: { enabled: true }, actions: [] }],
  };
}

/** Seconds until the state is asked for again, after each of so many answers without news. */
function seconds(status: 'InProgress' | 'Succeeded', pace: Partial<Pace>): (number | undefined)[] {
  return [0, 1, 2, 3, 4, 50].map((unchanged) => {
    const interval = pipelineState(ID).interval(state(status), {
      priority: 'visible',
      mock: false,
      frozen: false,
      ...pace,
      unchanged,
    });
    return interval === undefined ? undefined : interval / 1000;
  });
}

describe('how often the state of a pipeline is asked for', () => {
  it('6.3 doubles while nothing is new, up to a minute', () => {
    expect(seconds('Succeeded', { priority: 'front' })).toEqual([20, 40, 60, 60, 60, 60]);
    expect(seconds('Succeeded', {})).toEqual([30, 60, 60, 60, 60, 60]);
  });

  it('6.3 stays below what one notices late while something runs in front', () => {
    expect(seconds('InProgress', { priority: 'front' })).toEqual([5, 10, 10, 10, 10, 10]);
    expect(seconds('InProgress', {})).toEqual([10, 20, 30, 30, 30, 30]);
  });

  it('is more often for a mock, unless its clock stands', () => {
    expect(seconds('InProgress', { mock: true })).toEqual([2, 4, 4, 4, 4, 4]);
    expect(seconds('InProgress', { mock: true, frozen: true })).toEqual([2, 4, 8, 10, 10, 10]);
  });
});

describe('how often the executions of a pipeline are asked for', () => {
  const seconds = (status: 'InProgress' | 'Succeeded', mode: ExecutionMode) => {
    const items = [{ id: 'e', status, mode, revisions: [], type: 'STANDARD' as const }];
    const pace = { priority: 'front', mock: false, frozen: false, unchanged: 0 } as const;
    const interval = executions(ID).interval({ pipeline: ID, items }, pace);
    return interval === undefined ? undefined : interval / 1000;
  };

  it('is by itself only in PARALLEL mode, where the state does not show that anything happened', () => {
    expect(seconds('InProgress', 'QUEUED')).toBeUndefined();
    expect(seconds('InProgress', 'PARALLEL')).toBe(5);
    expect(seconds('Succeeded', 'PARALLEL')).toBe(20);
  });
});
