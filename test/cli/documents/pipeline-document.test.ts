import { expect, it } from 'vitest';
import { pipelineDocument } from '../../../src/cli/documents/pipeline-document.ts';
import type { PipelineView } from '../../../src/domain/pipeline-view.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };

it('updatedAt is that of the definition until something runs, then that of the last activity', () => {
  const action = { name: 'Compile' };
  const state = (since?: number) => ({
    id: ID,
    version: 1,
    updatedAt: 5000,
    stages: [
      { name: 'Build', inbound: [], conditions: [], transition: { enabled: true }, actions: [{ ...action, since }] },
    ],
  });
  const updatedAt = (view: PipelineView) => pipelineDocument(ID, view).updatedAt;
  const ran = { id: 'e', status: 'InProgress', revisions: [], type: 'STANDARD', startedAt: 1000 } as const;
  const executions = (updated?: number) => ({ pipeline: ID, items: [{ ...ran, updatedAt: updated }] });
  expect(updatedAt({ state: state() })).toBe('1970-01-01T00:00:05.000Z');
  expect(updatedAt({ state: state(), executions: executions() })).toBe('1970-01-01T00:00:01.000Z');
  expect(updatedAt({ state: state(2000), executions: executions(3000) })).toBe('1970-01-01T00:00:03.000Z');
  expect(updatedAt({ state: state(4000), executions: executions(3000) })).toBe('1970-01-01T00:00:04.000Z');
  expect(updatedAt({})).toBeNull();
});
