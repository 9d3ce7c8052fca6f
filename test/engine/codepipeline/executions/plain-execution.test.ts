import { describe, expect, it } from 'vitest';
import type { RuleRun } from '../../../../src/engine/codepipeline/conditions/condition-run.ts';
import { newPipeline } from '../../../../src/engine/codepipeline/definitions/pipeline.ts';
import type { ActionRun, Execution, StageRun } from '../../../../src/engine/codepipeline/executions/execution.ts';
import { isAtRest, plain, revived } from '../../../../src/engine/codepipeline/executions/plain-execution.ts';
import { findActionType } from '../../../../src/rules/action-types.ts';
import { findRuleType } from '../../../../src/rules/rule-types.ts';
import { build, condition, pipeline, rule, source, stage, V2 } from '../definitions.ts';

const RULES = [rule('First'), rule('Second')];
const WEB = newPipeline(
  pipeline(
    [stage('Source', source()), { ...stage('Build', build(), build('Test')), onSuccess: condition('FAIL', ...RULES) }],
    V2,
  ),
  [],
  { account: '123456789012', region: 'us-east-1' },
  1000,
  findActionType,
);

/** An execution that failed in its second stage, with something in every member. */
function failed(number: number): Execution {
  const [version] = WEB.versions;
  const execution: Execution = {
    id: `execution-${number}`,
    number,
    pipeline: WEB,
    version: version!,
    type: 'STANDARD',
    trigger: { triggerType: 'Webhook', triggerDetail: 'detail' },
    startTime: number * 1000,
    variables: { REGION: 'eu' },
    given: new Map([['Checkout', { id: 'abc', branch: 'dev' }]]),
    status: 'Failed',
    lastUpdateTime: number * 1000 + 500,
    stop: { reason: 'late' },
    attempt: 2,
    stageRuns: [],
    actionRuns: [],
    ruleRuns: [],
    artifactKeys: ['aB3dE5g', undefined],
  };
  for (const layout of version!.stages) {
    const stageRun: StageRun = {
      execution,
      stage: layout,
      status: 'Failed',
      manualRetries: 1,
      automaticRetries: 0,
      latestRetry: 'ManualStageRetry',
      runs: layout.actions.map(() => undefined),
      conditions: {},
    };
    execution.stageRuns.push(stageRun);
    // The first run of each action was retried; the last action of the build is to be run.
    for (const action of layout.actions.slice(0, 1)) {
      for (const status of ['Failed', 'Succeeded'] as const) {
        const run: ActionRun = {
          id: `run-${execution.actionRuns.length}`,
          number: number * 10 + execution.actionRuns.length,
          stageRun,
          action,
          startTime: 1,
          lastUpdateTime: 2,
          status,
          summary: 'é "quoted"',
          error: { code: 'JobFailed', message: 'no' },
          revision: { id: 'abc', summary: 'Fix', created: 5 },
          outputVariables: { constructor: 'x' },
        };
        execution.actionRuns.push(run);
        stageRun.runs[action.index] = run;
      }
    }
  }
  const stageRun = execution.stageRuns[1]!;
  const declared = stageRun.stage.declaration.onSuccess!.conditions![0]!.rules!;
  for (const [index, declaration] of declared.entries()) {
    const run: RuleRun = {
      id: `rule-${index}`,
      number: index,
      stageRun,
      rule: declaration,
      type: findRuleType(declaration.ruleTypeId)!,
      startTime: 3,
      lastUpdateTime: 4,
      status: 'Failed',
      updatedBy: 'arn',
    };
    execution.ruleRuns.push(run);
  }
  stageRun.conditions = {
    onSuccess: { place: 'onSuccess', status: 'Failed', lastStatusChange: 4, rules: [...execution.ruleRuns] },
  };
  return execution;
}

describe('an execution as plain data', () => {
  it('comes back from JSON as it was, with all that it refers to', () => {
    const execution = failed(17);
    const again = revived(JSON.parse(JSON.stringify(plain(execution))), WEB);
    const [version] = WEB.versions;
    expect(again).toEqual(execution);
    expect(again.version).toBe(version);
    expect(again.actionRuns[3]!.stageRun).toBe(again.stageRuns[1]);
    expect(again.actionRuns[3]!.action).toBe(version!.stages[1]!.actions[0]);
    expect(again.stageRuns[1]!.runs).toEqual([again.actionRuns[3], undefined]);
    expect(again.stageRuns[1]!.conditions!.onSuccess!.rules[1]).toBe(again.ruleRuns[1]);
    expect(again.ruleRuns[1]!.rule).toBe(version!.stages[1]!.declaration.onSuccess!.conditions![0]!.rules![1]);
  });

  it('is not made of what is under way, of a rollback, or while a deployment goes on without its execution', () => {
    const execution = failed(1);
    expect(isAtRest(execution)).toBe(true);
    expect(isAtRest({ ...execution, status: 'Stopping' })).toBe(false);
    expect(isAtRest({ ...execution, type: 'ROLLBACK' })).toBe(false);
    execution.actionRuns[0]!.targets = [{ id: 'i-1', type: 'EC2', status: 'InProgress', events: [] }];
    expect(isAtRest(execution)).toBe(false);
  });
});
