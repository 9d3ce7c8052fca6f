import { describe, expect, it } from 'vitest';
import type { StageDeclaration } from '../../src/rules/pipeline-declaration.ts';
import { firstDefinitionProblem } from '../../src/rules/pipeline-definition.ts';
import {
  condition,
  deploy,
  lambda,
  pipeline,
  rule,
  source,
  stage,
  V2,
  variableCheck,
} from '../engine/codepipeline/definitions.ts';

type Exits = Partial<Pick<StageDeclaration, 'beforeEntry' | 'onSuccess' | 'onFailure'>>;

function problem(exits: Exits, extra = {}) {
  const stages = [
    stage('Source', source('Checkout', { namespace: 'src' })),
    { ...stage('Test', lambda('Smoke', { namespace: 'smoke' })), ...exits },
    stage('Prod', deploy()),
  ];
  return firstDefinitionProblem(pipeline(stages, { ...V2, ...extra }), 'us-east-1');
}

function refusal(exits: Exits): string {
  const found = problem(exits);
  expect(found?.exception).toBe('InvalidStageDeclarationException');
  return found!.message;
}

describe('conditions of a stage', () => {
  it.each([
    ['beforeEntry', 'FAIL'],
    ['beforeEntry', 'SKIP'],
    ['onSuccess', 'FAIL'],
    ['onSuccess', 'ROLLBACK'],
    ['onFailure', 'ROLLBACK'],
  ] as const)('2.4 %s may lead to %s', (place, result) => {
    expect(problem({ [place]: condition(result) })).toBeUndefined();
  });

  it.each([
    ['beforeEntry', 'ROLLBACK'],
    ['beforeEntry', 'RETRY'],
    ['onSuccess', 'SKIP'],
    ['onSuccess', 'RETRY'],
    ['onFailure', 'FAIL'],
    ['onFailure', 'SKIP'],
    ['onFailure', 'RETRY'],
  ] as const)('2.4 %s cannot lead to %s', (place, result) => {
    expect(refusal({ [place]: condition(result) })).toMatch(`The ${place} condition of stage 'Test' must have one of`);
  });

  it('2.4 a condition needs a result and a rule', () => {
    expect(refusal({ beforeEntry: { conditions: [{ rules: [rule()] }] } })).toMatch('must have one of the results');
    expect(refusal({ beforeEntry: { conditions: [{ result: 'FAIL' }] } })).toMatch('must have at least 1 rule');
  });

  it('2.4 SKIP allows only LambdaInvoke and VariableCheck', () => {
    const check = variableCheck('#{src.BranchName}', 'EQ', 'main');
    expect(problem({ beforeEntry: condition('SKIP', check, rule('Other')) })).toBeUndefined();
    const alarm = rule('Alarm', 'CloudWatchAlarm', { AlarmName: '5xx' });
    expect(problem({ beforeEntry: condition('FAIL', alarm) })).toBeUndefined();
    expect(refusal({ beforeEntry: condition('SKIP', alarm) })).toMatch('SKIP, which rules of CloudWatchAlarm cannot');
  });

  it.each(['FAIL', 'SKIP', 'RETRY', 'ROLLBACK'] as const)('2.4 onFailure may have the result %s alone', (result) => {
    expect(problem({ onFailure: { result } })).toBeUndefined();
  });

  it('2.4 a retry configuration goes with RETRY', () => {
    const retryConfiguration = { retryMode: 'ALL_ACTIONS' } as const;
    expect(problem({ onFailure: { result: 'RETRY', retryConfiguration } })).toBeUndefined();
    expect(refusal({ onFailure: { result: 'FAIL', retryConfiguration } })).toMatch('needs the failure result RETRY');
  });

  it('2.4 automatic retry cannot be combined with conditions', () => {
    expect(refusal({ onFailure: { result: 'RETRY', ...condition('ROLLBACK') } })).toMatch('both top level result');
  });
});

describe('rules of a condition', () => {
  const entry = (...rules: Parameters<typeof condition>[1][]) => ({ beforeEntry: condition('FAIL', ...rules) });

  it.each([
    ['CloudWatchAlarm', { AlarmName: '5xx', AlarmStates: 'ALARM', WaitTime: '5' }],
    ['CodeBuild', { ProjectName: 'check' }],
    ['DeploymentWindow', { Cron: '* * 9-17 ? * MON-FRI', TimeZone: 'UTC' }],
    ['LambdaInvoke', { FunctionName: 'check', UserParameters: '{}' }],
    ['VariableCheck', { Variable: '#{src.BranchName}', Value: 'main', Operator: 'EQ' }],
  ])('2.4 the provider %s', (provider, configuration) => {
    expect(problem(entry(rule('R', provider, configuration)))).toBeUndefined();
    const [required] = Object.keys(configuration);
    const { [required as never]: _, ...rest } = configuration as Record<string, string>;
    expect(refusal(entry(rule('R', provider, rest)))).toMatch(`missing required configuration '${required}'`);
    expect(refusal(entry(rule('R', provider, { ...configuration, Nope: 'x' })))).toMatch(
      "unknown configuration 'Nope'",
    );
  });

  it('2.4 a Commands rule has commands, and no other has', () => {
    const commands = ['make check'];
    expect(problem(entry({ ...rule('R', 'Commands', {}), commands }))).toBeUndefined();
    expect(refusal(entry(rule('R', 'Commands', {})))).toMatch('must declare commands');
    expect(refusal(entry({ ...rule(), commands }))).toMatch('must declare commands');
  });

  it('2.4 an unknown provider, owner or version', () => {
    expect(refusal(entry(rule('R', 'Nope')))).toMatch("rule type of rule 'R' is not available: provider 'Nope'");
    const old = { ...rule(), ruleTypeId: { category: 'Rule', provider: 'LambdaInvoke', version: '2' } };
    expect(refusal(entry(old))).toMatch('is not available');
    const brief = { ...rule(), ruleTypeId: { category: 'Rule', provider: 'LambdaInvoke' } };
    expect(problem(entry(brief))).toBeUndefined();
  });

  it('2.4 VariableCheck knows EQ, NE, CONTAINS and MATCHES', () => {
    for (const operator of ['EQ', 'NE', 'CONTAINS', 'MATCHES']) {
      expect(problem(entry(variableCheck('a', operator, 'b')))).toBeUndefined();
    }
    expect(refusal(entry(variableCheck('a', 'GT', 'b')))).toMatch('has an operator that is none of');
  });

  it('2.4 a name is used once', () => {
    expect(refusal(entry(rule('R'), rule('R')))).toMatch("Rule name 'R' is used more than once");
  });

  it('2.10 before entry a rule knows the earlier stages, afterwards its own too', () => {
    const check = variableCheck('#{smoke.Result}', 'EQ', 'good');
    expect(refusal(entry(check))).toMatch("refers to the namespace 'smoke'");
    expect(problem({ onSuccess: condition('FAIL', check) })).toBeUndefined();
    expect(refusal({ onSuccess: condition('FAIL', variableCheck('#{nope.X}', 'EQ', 'y')) })).toMatch("'nope'");
    expect(problem(entry(variableCheck('#{variables.X}', 'EQ', 'y')), { variables: [{ name: 'X' }] })).toBeUndefined();
  });
});
