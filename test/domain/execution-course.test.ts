import { describe, expect, it } from 'vitest';
import type { ActionExecution, Execution, RuleExecution } from '../../src/domain/execution.ts';
import { courseOf } from '../../src/domain/execution-course.ts';
import type { PipelineState } from '../../src/domain/pipeline.ts';
import { action, execution, ID, stage } from '../console/values.ts';

/** Every stage holds another execution by now, so that what is told follows from the runs alone. */
const STATE: PipelineState = {
  id: ID,
  version: 1,
  stages: [
    stage('Source', 'newer'),
    stage('Build', 'newer', { actions: [action('Compile', 'Succeeded'), action('Lint', 'Succeeded')] }),
    stage('Prod', 'newer'),
  ],
};

function ran(where: string, status: ActionExecution['status'], startedAt = 1): ActionExecution {
  const [stageName = '', name = ''] = where.split('/');
  const none = { inputs: [], outputs: [], outputVariables: {}, configuration: {} };
  return {
    executionId: 'e1',
    actionExecutionId: `${where} ${startedAt}`,
    stage: stageName,
    action: name,
    status,
    startedAt,
    ...none,
  };
}

function statusesOf(status: Execution['status'], seen: readonly ActionExecution[], more: Partial<Execution> = {}) {
  const record = { execution: execution('e1', 'a', 'A', { status, ...more }), runs: seen, rules: [] };
  return courseOf(STATE, record).map((part) => part.status);
}

const SOURCE = ran('Source/DoSource', 'Succeeded');

describe('2.4 how a stage stands for an execution that is no longer in it', () => {
  it('has succeeded where a later one was entered, whatever ran before a retry', () => {
    const retried = [
      ran('Build/Compile', 'Failed', 10),
      ran('Build/Compile', 'Succeeded', 20),
      ran('Build/Lint', 'Succeeded', 21),
    ];
    expect(statusesOf('InProgress', [SOURCE, ...retried, ran('Prod/DoProd', 'InProgress')])).toEqual([
      'Succeeded',
      'Succeeded',
      'InProgress',
    ]);
  });

  it('was skipped where nothing ran but behind it; not by a rollback, which is about one stage', () => {
    const seen = [SOURCE, ran('Prod/DoProd', 'Succeeded')];
    expect(statusesOf('Succeeded', seen)).toEqual(['Succeeded', 'Skipped', 'Succeeded']);
    expect(statusesOf('Succeeded', [ran('Prod/DoProd', 'Succeeded')], { type: 'ROLLBACK' })).toEqual([
      undefined,
      undefined,
      'Succeeded',
    ]);
  });

  it('ended as its last runs did', () => {
    expect(statusesOf('Failed', [SOURCE, ran('Build/Compile', 'Failed')])).toEqual(['Succeeded', 'Failed', undefined]);
    expect(statusesOf('Stopped', [SOURCE, ran('Build/Compile', 'Abandoned')])[1]).toBe('Stopped');
    // Stopped between two actions, or behind the last one.
    expect(statusesOf('Stopped', [SOURCE, ran('Build/Compile', 'Succeeded')])[1]).toBe('Stopped');
    const both = [ran('Build/Compile', 'Succeeded'), ran('Build/Lint', 'Succeeded')];
    expect(statusesOf('Stopped', [SOURCE, ...both])[1]).toBe('Succeeded');
    expect(statusesOf('Superseded', [SOURCE, ...both])).toEqual(['Succeeded', 'Succeeded', undefined]);
  });

  it('has failed by a rule where all actions succeeded, or none began', () => {
    const failedIn = (name: string, seen: readonly ActionExecution[]) => {
      const rule: RuleExecution = { stage: name, rule: 'quiet', status: 'Failed' };
      const record = { execution: execution('e1', 'a', 'A', { status: 'Failed' }), runs: seen, rules: [rule] };
      return courseOf(STATE, record).map((part) => part.status);
    };
    const both = [ran('Build/Compile', 'Succeeded'), ran('Build/Lint', 'Succeeded')];
    expect(failedIn('Build', [SOURCE, ...both])).toEqual(['Succeeded', 'Failed', undefined]);
    expect(failedIn('Prod', [SOURCE, ...both])).toEqual(['Succeeded', 'Succeeded', 'Failed']);
  });

  it('counts attempts of each action, and keeps stages that are gone from the definition', () => {
    const seen = [ran('Old/Deploy', 'Failed', 5), ran('Old/Deploy', 'Succeeded', 9), ran('Old/Check', 'Succeeded', 7)];
    const record = { execution: execution('e1', 'a', 'A'), runs: seen.toReversed(), rules: [] };
    const old = courseOf(STATE, record).at(-1);
    expect(old).toMatchObject({ name: 'Old', status: 'Succeeded' });
    expect(old?.attempts.map((run) => `${run.action} ${run.attempt}`)).toEqual(['Deploy 1', 'Check 1', 'Deploy 2']);
  });
});
