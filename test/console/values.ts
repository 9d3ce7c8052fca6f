import { Exact } from '../../src/domain/exact.ts';
import type { Execution } from '../../src/domain/execution.ts';
import type { ActionState, PipelineState, StageState } from '../../src/domain/pipeline.ts';
import type { PipelineView } from '../../src/domain/pipeline-view.ts';

export const NOW = Date.UTC(2026, 10, 20, 12, 0);
export const MINUTE = 60_000;

export const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'storefront' };

export function action(name: string, status?: ActionState['status'], more: Partial<ActionState> = {}): ActionState {
  return { name, status, actionExecutionId: status && `run-${name}`, since: status && NOW - 12 * MINUTE, ...more };
}

export function stage(name: string, executionId: string | undefined, more: Partial<StageState> = {}): StageState {
  const latest =
    executionId === undefined ? undefined : { executionId, status: 'Succeeded' as const, type: 'STANDARD' as const };
  const done = executionId === undefined ? undefined : ('Succeeded' as const);
  return {
    name,
    latest,
    inbound: [],
    conditions: [],
    transition: { enabled: true },
    actions: [action(`Do${name}`, done)],
    ...more,
  };
}

export function execution(id: string, revision: string, summary: string, more: Partial<Execution> = {}): Execution {
  return {
    id,
    status: 'Succeeded',
    type: 'STANDARD',
    startedAt: NOW - 20 * MINUTE,
    updatedAt: NOW - 5 * MINUTE,
    revisions: [{ action: 'DoSource', id: revision.padEnd(40, '0'), summary }],
    ...more,
  };
}

export function view(stages: readonly StageState[], items: readonly Execution[], name = ID.name): PipelineView {
  const id = { ...ID, name };
  const state: PipelineState = { id, version: 7, stages };
  return { state, executions: { pipeline: id, items } };
}

/** Source and Build hold e1; Gate waits for a person with e1; e2 stands before it, e3 was overtaken; Prod is closed and holds e0. */
export function busyView(name = ID.name): PipelineView {
  const items = [
    execution('e4e4e4e4', '8c01f3e', 'Add sitemap', { status: 'InProgress' }),
    execution('e3e3e3e3', '3333333', 'Overtaken', { status: 'Superseded' }),
    execution('e1e1e1e1', '77b0e1d', 'Blue header', { status: 'InProgress' }),
    execution('e0e0e0e0', '51d00fe', 'Green header'),
  ];
  const stages = [
    stage('Source', 'e4e4e4e4'),
    stage('Build', 'e4e4e4e4'),
    stage('Gate', 'e1e1e1e1', {
      latest: { executionId: 'e1e1e1e1', status: 'InProgress', type: 'STANDARD' },
      inbound: [{ executionId: 'e4e4e4e4', status: 'InProgress', type: 'STANDARD' }],
      actions: [action('Approve', 'InProgress', { token: new Exact('token') })],
    }),
    stage('Prod', 'e0e0e0e0', {
      transition: {
        enabled: false,
        by: 'arn:aws:iam::123456789012:role/ops',
        at: NOW - 48 * 60 * MINUTE,
        reason: 'year-end freeze',
      },
    }),
  ];
  return view(stages, items, name);
}
