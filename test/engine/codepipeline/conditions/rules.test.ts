import { describe, expect, it } from 'vitest';
import { condition, rule } from '../definitions.ts';
import { Harness } from '../harness.ts';
import { definition, failing } from './guarded.ts';

describe('rules of each provider', () => {
  const check = (provider: string, configuration: Record<string, string>, arrange = (_: Harness) => {}) => {
    const engine = new Harness();
    arrange(engine);
    engine.create(definition({ beforeEntry: condition('FAIL', rule('Check', provider, configuration)) }));
    engine.advance(1);
    return engine;
  };
  const status = (engine: Harness) => engine.stage('Test').beforeEntryConditionState.latestExecution.status;
  const execution = (engine: Harness) =>
    engine.stage('Test').beforeEntryConditionState.conditionStates[0].ruleStates[0].latestExecution;

  it.each([
    ['main', 'EQ', 'main', 'Succeeded'],
    ['main', 'EQ', 'Main', 'Failed'],
    ['main', 'NE', 'release', 'Succeeded'],
    ['main', 'NE', 'main', 'Failed'],
    ['release/7', 'CONTAINS', 'lease', 'Succeeded'],
    ['release/7', 'CONTAINS', 'x', 'Failed'],
    ['release/7', 'MATCHES', 'release/[0-9]+', 'Succeeded'],
    ['a release/7', 'MATCHES', 'release/[0-9]+', 'Failed'],
    ['x', 'MATCHES', '[', 'Errored'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', 'MATCHES', '(a+)+', 'Errored'],
  ])('2.4 VariableCheck %s %s %s: %s', (Variable, Operator, Value, expected) => {
    expect(status(check('VariableCheck', { Variable, Operator, Value }))).toBe(expected);
  });

  it('2.10 a variable without a value: the condition is Errored', () => {
    const engine = check('VariableCheck', { Variable: '#{src.Nope}', Operator: 'EQ', Value: 'x' });
    expect(status(engine)).toBe('Errored');
    expect(execution(engine).errorDetails.code).toBe('ConfigurationError');
  });

  it.each(['LambdaInvoke', 'Commands'])('2.4 %s takes its time, and a behaviour rule decides', (provider) => {
    const configuration: Record<string, string> = provider === 'Commands' ? {} : { FunctionName: 'f' };
    const commands = provider === 'Commands' ? { commands: ['true'] } : {};
    const declared = { ...rule('Check', provider, configuration), ...commands };
    for (const [outcome, expected] of [
      ['succeed', 'Succeeded'],
      ['fail', 'Failed'],
    ] as const) {
      const engine = new Harness();
      engine.behave({ match: { stage: 'Test', rule: 'Ch*' }, outcome, summary: 'seen' });
      engine.create(definition({ beforeEntry: condition('FAIL', declared) }));
      engine.advance(10.5);
      expect(status(engine)).toBe('InProgress');
      engine.advance(0.5);
      expect([status(engine), execution(engine).summary]).toEqual([expected, 'seen']);
    }
  });

  it('2.4 a Commands rule that does not end fails after 55 minutes, another after its own timeout', () => {
    const hanging = (declared: ReturnType<typeof rule>) => {
      const engine = new Harness();
      engine.behave({ match: { rule: 'Check' }, outcome: 'hang' });
      engine.create(definition({ beforeEntry: condition('FAIL', declared) }));
      engine.advance(1);
      return engine;
    };
    const commands = hanging({ ...rule('Check', 'Commands', {}), commands: ['sleep'] });
    commands.advance(55 * 60 - 1);
    expect(status(commands)).toBe('InProgress');
    commands.advance(1);
    expect(status(commands)).toBe('Failed');
    const limited = hanging({ ...rule(), timeoutInMinutes: 5 });
    limited.advance(299);
    expect(status(limited)).toBe('InProgress');
    limited.advance(1);
    expect([status(limited), execution(limited).summary]).toEqual([
      'Failed',
      'The rule did not complete within its timeout of 5 minutes',
    ]);
  });

  it('2.4 CodeBuild: a build decides', () => {
    const engine = check('CodeBuild', { ProjectName: 'gate' });
    expect(engine.codebuild.requests[0]!.project).toBe('gate');
    expect(execution(engine).externalExecutionId).toMatch(/^gate:/);
    engine.advance(10);
    expect(status(engine)).toBe('Succeeded');
    const failed = check('CodeBuild', { ProjectName: 'gate' }, (arranged) => arranged.behave(failing));
    failed.advance(10);
    expect([status(failed), execution(failed).errorDetails.message]).toEqual([
      'Failed',
      'Build terminated with state: FAILED',
    ]);
    expect(status(check('CodeBuild', { ProjectName: 'gate', EnvironmentVariables: '{' }))).toBe('Errored');
  });

  it('2.7 a build of a check that was given up runs on, and its end changes nothing', () => {
    const engine = check('CodeBuild', { ProjectName: 'gate' });
    const [{ pipelineExecutionId }] = engine.executions();
    engine.stop(pipelineExecutionId, { abandon: true });
    engine.advance(60);
    expect([status(engine), execution(engine).status]).toEqual(['Abandoned', 'Abandoned']);
    expect(engine.status(pipelineExecutionId)).toBe('Stopped');
  });

  it('2.4 CloudWatchAlarm: fails as soon as the alarm is in a monitored state, succeeds when the time is over', () => {
    const alarm = (state: 'OK' | 'ALARM') => (engine: Harness) => engine.world.alarms.replace([{ name: '5xx', state }]);
    expect(status(check('CloudWatchAlarm', { AlarmName: '5xx' }, alarm('OK')))).toBe('Succeeded');
    expect(status(check('CloudWatchAlarm', { AlarmName: '5xx' }, alarm('ALARM')))).toBe('Failed');
    const other = { AlarmName: '5xx', AlarmStates: 'OK, INSUFFICIENT_DATA' };
    expect(status(check('CloudWatchAlarm', other, alarm('OK')))).toBe('Failed');
    expect(status(check('CloudWatchAlarm', { AlarmName: 'nope' }))).toBe('Errored');
    expect(status(check('CloudWatchAlarm', { AlarmName: '5xx', WaitTime: 'long' }, alarm('OK')))).toBe('Errored');
    const quiet = check('CloudWatchAlarm', { AlarmName: '5xx', WaitTime: '5' }, alarm('OK'));
    quiet.advance(299);
    expect(status(quiet)).toBe('InProgress');
    quiet.advance(1);
    expect(status(quiet)).toBe('Succeeded');
    const loud = check('CloudWatchAlarm', { AlarmName: '5xx', WaitTime: '5' }, alarm('OK'));
    loud.advance(60);
    alarm('ALARM')(loud);
    loud.advance(10);
    expect([status(loud), execution(loud).summary]).toEqual(['Failed', "Alarm '5xx' is in state ALARM"]);
  });

  // The tests begin on a Monday at 8 in the morning, UTC.
  it.each([
    ['* * 8-17 ? * MON-FRI', undefined, 'Succeeded'],
    ['* * 9-17 ? * MON-FRI', undefined, 'Failed'],
    ['* * 9-17 ? * MON-FRI', 'Europe/Berlin', 'Succeeded'],
    ['* * * * *', undefined, 'Errored'],
    ['* * 8-17 ? * MON-FRI', 'Mars/Olympus', 'Errored'],
  ])('2.4 DeploymentWindow %s in %s: %s', (Cron, TimeZone, expected) => {
    expect(status(check('DeploymentWindow', { Cron, ...(TimeZone && { TimeZone }) }))).toBe(expected);
  });

  it.each([
    ['VariableCheck', { Variable: 'a', Operator: 'EQ', Value: 'a' }],
    ['DeploymentWindow', { Cron: '* * * * * ?' }],
    ['CloudWatchAlarm', { AlarmName: 'x' }],
  ])('engine-control: a behaviour rule speaks in the place of %s', (provider, configuration) => {
    const scripted = check(provider, configuration, (engine) => engine.behave(failing));
    expect(status(scripted)).toBe('Failed');
  });
});
