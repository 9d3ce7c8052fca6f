import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/domain/exact.ts';
import type { StageState, StageStatus } from '../../src/domain/pipeline.ts';
import { actionMark, executionMark, stageMark, stageStatusMark } from '../../src/text/glyphs.ts';

const stage: StageState = {
  name: 'Gate',
  latest: { executionId: 'e1', status: 'InProgress', type: 'STANDARD' },
  inbound: [],
  conditions: [],
  transition: { enabled: true },
  actions: [{ name: 'Approve', status: 'InProgress', token: new Exact('t') }],
};

describe('marks', () => {
  it('2.6 shows an open approval as waiting, in the action and in its stage', () => {
    expect(actionMark(stage.actions[0]!).word).toBe('waiting');
    expect(stageMark(stage).word).toBe('waiting');
    expect(stageMark({ ...stage, actions: [{ name: 'Approve', status: 'InProgress' }] }).word).toBe('running');
  });

  it('shows what never ran as not reached', () => {
    expect(actionMark({}).glyph).toBe('○');
    expect(executionMark(undefined).glyph).toBe('○');
  });

  it('shows a status of a newer AWS as unknown', () => {
    expect(stageStatusMark('Paused' as StageStatus).word).toBe('unknown');
  });
});
