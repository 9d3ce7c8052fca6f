import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/index.ts';
import { scenarioNames } from '../../../src/engine/index.ts';
import { awsRequest, control, controlRequest, emptyEngine, json, smallPipeline } from '../support/requests.ts';
import { NOW } from '../support/small-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-playing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string, name = 'my.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function ask(engine: Engine, operation: string, input: object) {
  return json(engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input)));
}

function executions(engine: Engine, pipelineName: string) {
  return ask(engine, 'ListPipelineExecutions', { pipelineName }).pipelineExecutionSummaries;
}

const PIPELINE = `pipelines:
  - name: web
    created: -2d
    stages:
      - name: Source
        actions:
          - { name: Checkout, type: Source/CodeCommit, out: [S], configuration: { RepositoryName: web, BranchName: main } }
      - name: Gate
        actions: [{ name: Approve, type: Approval/Manual }]
      - name: Publish
        actions:
          - { name: Upload, type: Deploy/S3, in: [S], configuration: { BucketName: b, Extract: 'true' } }
`;

describe('playing a scenario', () => {
  it('the past is over when the engine stands, at its start time', async () => {
    const scenario = file(`${PIPELINE}past:
  - { at: -1d, approve: web/Gate/Approve, by: mara, summary: fine }
  - { at: -2h, push: web, commit: Fix login, author: Tom }
  - { at: -1h, disable: web/Publish, by: ines, reason: freeze }
`);
    const engine = await emptyEngine({ scenario });
    expect(engine.world.clock.now()).toBe(NOW);
    const [second, first] = executions(engine, 'web');
    expect(first).toMatchObject({ status: 'Succeeded', startTime: NOW / 1000 - 2 * 86_400 });
    expect(second).toMatchObject({ status: 'InProgress', sourceRevisions: [{ revisionSummary: 'Fix login' }] });
    const { stageStates } = ask(engine, 'GetPipelineState', { name: 'web' });
    expect(stageStates[2].inboundTransitionState).toMatchObject({
      disabledReason: 'freeze',
      lastChangedBy: 'arn:aws:iam::123456789012:user/ines',
      lastChangedAt: NOW / 1000 - 3600,
    });
  });

  it('a push says what was pushed', async () => {
    const scenario = file(`${PIPELINE}past:
  - { at: -6h, push: web, branch: dev }
  - { at: -5h, push: web, tag: v1 }
  - { at: -4h, push: web, pullRequest: { event: OPEN, branch: dev, targetBranch: main, number: 7 } }
  - { at: -3h, push: web, branch: main, files: [a.ts], commit: Fix login }
`);
    const engine = await emptyEngine({ scenario });
    const found = executions(engine, 'web');
    expect(found).toHaveLength(2);
    expect(found[0].sourceRevisions).toMatchObject([{ revisionSummary: 'Fix login' }]);
  });

  it('a push is held against the triggers of the pipeline', async () => {
    const connection = '{ ConnectionArn: a, FullRepositoryId: acme/web, BranchName: main }';
    const triggers = '[{ providerType: CodeStarSourceConnection, gitConfiguration: FILTERS }]';
    const filters = '{ sourceActionName: Checkout, push: [{ tags: { includes: [v*] } }] }';
    const pipeline = PIPELINE.replace('Source/CodeCommit', 'Source/CodeStarSourceConnection')
      .replace('{ RepositoryName: web, BranchName: main }', connection)
      .replace(
        '    stages:',
        `    pipelineType: V2\n    triggers: ${triggers.replace('FILTERS', filters)}\n    stages:`,
      );
    const pushes =
      'past:\n  - { at: -6h, push: web, branch: main }\n  - { at: -5h, push: web, tag: v1, commit: Release }\n';
    const engine = await emptyEngine({ scenario: file(`${pipeline}${pushes}`) });
    const found = executions(engine, 'web');
    expect(found).toHaveLength(2);
    expect(JSON.parse(found[0].sourceRevisions[0].revisionSummary).CommitMessage).toBe('Release');
  });

  it('a stage has conditions, and an action commands, as AWS spells them', async () => {
    const rule =
      '{ name: Window, ruleTypeId: { category: Rule, provider: DeploymentWindow }, configuration: { Cron: "* * * ? * SUN#5" } }';
    const scenario = file(`pipelines:
  - name: web
    pipelineType: V2
    stages:
      - name: Source
        actions:
          - { name: Checkout, type: Source/CodeCommit, out: [Src], configuration: { RepositoryName: web, BranchName: main } }
      - name: Check
        beforeEntry: { conditions: [{ result: FAIL, rules: [${rule}] }] }
        actions:
          - { name: Run, type: Compute/Commands, in: [Src], commands: [make], outputVariables: [RESULT] }
`);
    const engine = await emptyEngine({ scenario });
    const { stageStates } = ask(engine, 'GetPipelineState', { name: 'web' });
    expect(stageStates[1].beforeEntryConditionState.latestExecution.status).toBe('Failed');
    const { pipeline } = ask(engine, 'GetPipeline', { name: 'web' });
    expect(pipeline.stages[1].actions[0]).toMatchObject({ commands: ['make'], outputVariables: ['RESULT'] });
  });

  it('alarms and machines are there from the beginning, and again after a reset', async () => {
    const scenario = file(`alarms:
  - { name: 5xx, state: ALARM }
instances:
  - { id: i-1, tags: { env: prod } }
`);
    const engine = await emptyEngine({ scenario });
    const shown = () => [
      control(engine, 'GET', 'alarms').answer.alarms,
      control(engine, 'GET', 'fleet').answer.instances,
    ];
    const arranged = [[{ name: '5xx', state: 'ALARM' }], [{ id: 'i-1', tags: { env: 'prod' } }]];
    expect(shown()).toEqual(arranged);
    control(engine, 'PUT', 'alarms', { alarms: [] });
    control(engine, 'POST', 'reset');
    expect(shown()).toEqual(arranged);
    control(engine, 'POST', 'reset', { scenario: 'none' });
    expect(shown()).toEqual([[], []]);
  });

  it('applications are made with their groups, and pipelines deploy to them', async () => {
    const scenario = file(`${PIPELINE.replace(/Publish[\s\S]*/, '')}Ship
        actions:
          - { name: Out, type: Deploy/CodeDeploy, in: [S], configuration: { ApplicationName: web, DeploymentGroupName: prod } }
applications:
  - name: web
    created: -3d
    groups:
      - { name: prod, tags: { app: web, env: prod }, config: CodeDeployDefault.AllAtOnce, settings: { alarmConfiguration: { enabled: false } } }
  - name: fn
    platform: Lambda
    groups: [{ name: live }]
instances:
  - { id: i-1, tags: { app: web, env: prod } }
  - { id: i-2, tags: { app: web, env: dev } }
revisions:
  - bucket: '*'
    key: web/*
    appspec: { version: 0.0, os: linux, hooks: { AfterInstall: [{ location: a.sh }] } }
past:
  - { at: -1d, approve: web/Gate/Approve, by: mara }
`);
    const engine = await emptyEngine({ scenario });
    const deploy = (operation: string, input: object) =>
      json(engine.handle(awsRequest(`CodeDeploy_20141006.${operation}`, input)));
    expect(deploy('GetApplication', { applicationName: 'web' }).application).toMatchObject({
      computePlatform: 'Server',
      createTime: NOW / 1000 - 3 * 86_400,
    });
    const group = { applicationName: 'web', deploymentGroupName: 'prod' };
    expect(deploy('GetDeploymentGroup', group).deploymentGroupInfo).toMatchObject({
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      alarmConfiguration: { enabled: false },
    });
    const live = { applicationName: 'fn', deploymentGroupName: 'live' };
    expect(deploy('GetDeploymentGroup', live).deploymentGroupInfo.deploymentStyle.deploymentType).toBe('BLUE_GREEN');
    const { deployments } = deploy('ListDeployments', group);
    expect(deployments).toHaveLength(1);
    const [deploymentId] = deployments;
    expect(deploy('ListDeploymentTargets', { deploymentId }).targetIds).toEqual(['i-1']);
    const { createTime, completeTime, status } = deploy('GetDeployment', { deploymentId }).deploymentInfo;
    expect([status, completeTime - createTime]).toEqual(['Succeeded', 3]);
  });

  it('all that people do: start, stop, reject, retry, enable', async () => {
    const scenario = file(`${PIPELINE}behaviors:
  - { match: { stage: Publish }, outcome: fail, times: 1 }
past:
  - { at: -30h, approve: web/Gate/Approve, by: mara }
  - { at: -29h, retry: web/Publish, by: mara }
  - { at: -28h, start: web, by: tom }
  - { at: -27h, reject: web/Gate/Approve, by: tom, summary: no }
  - { at: -26h, start: web, by: tom }
  - { at: -25h, stop: web, by: tom, reason: mistake, abandon: true }
  - { at: -24h, disable: web/Publish, by: tom, reason: wait }
  - { at: -23h, enable: web/Publish, by: tom }
`);
    const engine = await emptyEngine({ scenario });
    expect(executions(engine, 'web').map(({ status }: { status: string }) => status)).toEqual([
      'Stopped',
      'Failed',
      'Succeeded',
    ]);
    expect(ask(engine, 'GetPipelineState', { name: 'web' }).stageStates[2].inboundTransitionState.enabled).toBe(true);
  });

  it('a stage is rolled back to what succeeded there before', async () => {
    const scenario = file(`${PIPELINE}past:
  - { at: -30h, approve: web/Gate/Approve, by: mara }
  - { at: -29h, push: web, commit: Second }
  - { at: -28h, approve: web/Gate/Approve, by: mara }
  - { at: -27h, rollBack: web/Publish, by: tom }
`);
    const engine = await emptyEngine({ scenario });
    const [rollback, , first] = executions(engine, 'web');
    expect(rollback).toMatchObject({
      status: 'Succeeded',
      executionType: 'ROLLBACK',
      rollbackMetadata: { rollbackTargetPipelineExecutionId: first.pipelineExecutionId },
      trigger: { triggerType: 'ManualRollback', triggerDetail: 'arn:aws:iam::123456789012:user/tom' },
    });
    const nothing = file(`${PIPELINE}past:\n  - { at: -1h, rollBack: web/Publish, by: tom }\n`);
    await expect(emptyEngine({ scenario: nothing })).rejects.toThrow(/my\.yaml:14: rollBack: UnableToRollbackStage/);
  });

  it.each(['beforeEntry', 'onSuccess'])('the condition %s of a stage is overridden', async (place) => {
    const rule =
      '{ name: No, ruleTypeId: { category: Rule, provider: VariableCheck }, configuration: { Variable: a, Operator: EQ, Value: b } }';
    const guarded = PIPELINE.replace('    stages:', '    pipelineType: V2\n    stages:')
      .replace(/ {6}- name: Gate[\s\S]*(?= {6}- name: Publish)/, '')
      .replace(
        '- name: Publish',
        `- name: Publish\n        ${place}: { conditions: [{ result: FAIL, rules: [${rule}] }] }`,
      );
    const failed = await emptyEngine({ scenario: file(guarded) });
    expect(executions(failed, 'web')[0].status).toBe('Failed');
    const engine = await emptyEngine({
      scenario: file(`${guarded}past:\n  - { at: -1d, override: web/Publish, by: mara }\n`),
    });
    expect(executions(engine, 'web')[0].status).toBe('Succeeded');
    const { stageStates } = ask(engine, 'GetPipelineState', { name: 'web' });
    expect(stageStates[1][`${place}ConditionState`].latestExecution.status).toBe('Overridden');
  });

  it('a deployment that is under way is stopped, and rolled back or not', async () => {
    const scenario = file(`applications:
  - { name: web, created: -3d, groups: [{ name: prod, tags: { app: web } }] }
instances:
  - { id: i-1, tags: { app: web } }
  - { id: i-2, tags: { app: web } }
behaviors:
  - { match: { lifecycleEvent: Install }, durationSeconds: 600 }
past:
  - { at: -2d, deploy: web/prod, by: tom, revision: &r { revisionType: S3, s3Location: { bucket: b, key: k, bundleType: zip } } }
  - { at: -1d, deploy: web/prod, by: tom, revision: *r }
  - { at: -23h55m, stopDeployment: web/prod, by: mara, autoRollback: true }
  - { at: -2h, deploy: web/prod, by: tom, revision: *r }
  - { at: -1h55m, stopDeployment: web/prod, by: mara }
`);
    const engine = await emptyEngine({ scenario });
    const deploy = (operation: string, input: object) =>
      json(engine.handle(awsRequest(`CodeDeploy_20141006.${operation}`, input)));
    const { deployments } = deploy('ListDeployments', { applicationName: 'web', deploymentGroupName: 'prod' });
    const { deploymentsInfo } = deploy('BatchGetDeployments', { deploymentIds: deployments });
    const told = deploymentsInfo.map(({ status, creator }: Record<string, string>) => `${creator} ${status}`);
    expect(told).toEqual(['user Stopped', 'codeDeployRollback Succeeded', 'user Stopped', 'user Succeeded']);
    const idle = file(`applications:
  - { name: web, created: -3d, groups: [{ name: prod }] }
past:
  - { at: -1h, stopDeployment: web/prod, by: mara }
`);
    await expect(emptyEngine({ scenario: idle })).rejects.toThrow(
      /my\.yaml:4: stopDeployment: DeploymentAlreadyCompletedException: web\/prod has no deployment under way/,
    );
  });

  it('the future goes on by itself, again and again', async () => {
    const scenario = file(`${PIPELINE}future:
  - { at: 10s, every: 60s, push: web }
`);
    const engine = await emptyEngine({ scenario });
    const count = () => executions(engine, 'web').length;
    expect(count()).toBe(1);
    control(engine, 'POST', 'clock', { advanceSeconds: 9 });
    expect(count()).toBe(1);
    control(engine, 'POST', 'clock', { advanceSeconds: 1 });
    expect(count()).toBe(2);
    control(engine, 'POST', 'clock', { advanceSeconds: 120 });
    expect(count()).toBe(4);
  });

  it('a step of the future that no longer fits is left out, and the next one is not', async () => {
    const scenario = file(`${PIPELINE}future:
  - { every: 60s, approve: web/Gate/Approve, by: mara }
`);
    const engine = await emptyEngine({ scenario });
    control(engine, 'POST', 'clock', { advanceSeconds: 180 });
    expect(executions(engine, 'web')[0].status).toBe('Succeeded');
    ask(engine, 'StartPipelineExecution', { name: 'web' });
    control(engine, 'POST', 'clock', { advanceSeconds: 80 });
    expect(executions(engine, 'web')[0].status).toBe('Succeeded');
  });

  it('a step of the past that is refused is a mistake with its line', async () => {
    const scenario = file(`${PIPELINE}past:\n  - { at: -1h, retry: web/Publish, by: mara }\n`);
    await expect(emptyEngine({ scenario })).rejects.toMatchObject({
      name: 'ScenarioError',
      message: expect.stringMatching(/my\.yaml:14: retry: \w+(Exception)?: /),
    });
  });

  it('a definition that AWS refuses is a mistake with AWS’s words', async () => {
    const scenario = file(PIPELINE.replace('name: web\n', 'name: we b\n'));
    await expect(emptyEngine({ scenario })).rejects.toThrow(
      "my.yaml:2: the pipeline: ValidationException: 1 validation error detected: Value 'we b' at 'pipeline.name'",
    );
  });

  it('a deployment group that AWS refuses is a mistake with its own line', async () => {
    const scenario = file(
      'applications:\n  - name: web\n    groups:\n      - { name: test }\n      - { name: prod, config: Nowhere }\n',
    );
    await expect(emptyEngine({ scenario })).rejects.toThrow(
      'my.yaml:5: the deployment group: DeploymentConfigDoesNotExistException: ',
    );
  });

  it('2.6 a summary longer than AWS takes is a mistake with its line', async () => {
    const scenario = file(
      `${PIPELINE}past:\n  - { at: -1h, approve: web/Gate/Approve, by: mara, summary: ${'x'.repeat(513)} }\n`,
    );
    await expect(emptyEngine({ scenario })).rejects.toThrow(/my\.yaml:14: approve: ValidationException: .* 'summary'/);
  });

  it('the JSON of get-pipeline plays in whatever region the engine has', async () => {
    const declaration = smallPipeline('web') as { stages: { actions: object[] }[] };
    declaration.stages[0]!.actions[0] = { ...declaration.stages[0]!.actions[0], region: 'eu-west-1' };
    const scenario = file(JSON.stringify({ pipeline: declaration }), 'web.json');
    const engine = await emptyEngine({ scenario });
    expect(ask(engine, 'GetPipeline', { name: 'web' }).pipeline.stages[0].actions[0].region).toBe('us-east-1');
  });

  it('reset plays the past again behind the present time', async () => {
    const scenario = file(`${PIPELINE}past:\n  - { at: -1d, approve: web/Gate/Approve, by: mara }\n`);
    const engine = await emptyEngine({ scenario });
    control(engine, 'POST', 'clock', { advance: 'PT1H' });
    ask(engine, 'StartPipelineExecution', { name: 'web' });
    const before = engine.journal.lastSequence;
    expect(control(engine, 'POST', 'reset', { scenario: 'none' }).status).toBe(200);
    expect(control(engine, 'GET', 'health').answer.scenario).toBe('none');
    control(engine, 'POST', 'reset');
    expect(control(engine, 'GET', 'health').answer.scenario).toBe(scenario);
    expect(executions(engine, 'web')).toMatchObject([{ startTime: NOW / 1000 + 3600 - 2 * 86_400 }]);
    expect(engine.world.clock.now()).toBe(NOW + 3_600_000);
    expect(engine.journal.lastSequence).toBeGreaterThan(before);
  });

  it.each([
    ['nowhere', `There is no scenario nowhere: expected ${scenarioNames().join(', ')}, none, or a file`],
    ['./nowhere.yaml', './nowhere.yaml: cannot be read: there is no such file'],
  ])('the scenario %s is not known', async (scenario, message) => {
    await expect(emptyEngine({ scenario })).rejects.toMatchObject({ name: 'ScenarioError', message });
  });
});

describe('the demo', () => {
  const demo = () => emptyEngine({ scenario: 'demo' });
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, member by member.
  const stage = (engine: Engine, pipeline: string, name: string): any =>
    ask(engine, 'GetPipelineState', { name: pipeline }).stageStates.find(
      ({ stageName }: { stageName: string }) => stageName === name,
    );
  const names = (engine: Engine): string[] =>
    ask(engine, 'ListPipelines', {}).pipelines.map(({ name }: { name: string }) => name);

  it('is bundled', () => {
    expect(scenarioNames()).toContain('demo');
  });

  it('has some twenty finished executions of the past in eight pipelines', async () => {
    const engine = await demo();
    expect(names(engine)).toHaveLength(8);
    const all = names(engine).flatMap((name) => executions(engine, name));
    const finished = all.filter(({ status }) => status !== 'InProgress');
    expect(finished.length).toBeGreaterThanOrEqual(18);
    expect(finished.length).toBeLessThanOrEqual(26);
  });

  it('shows a failed build with a readable log', async () => {
    const engine = await demo();
    const [action] = stage(engine, 'checkout-api', 'Build').actionStates;
    expect(action.latestExecution).toMatchObject({ status: 'Failed' });
    const [, group, stream] = /log-group:(.*):log-stream:(.*)$/.exec(action.latestExecution.logStreamARN)!;
    const input = { logGroupName: group, logStreamNames: [stream], filterPattern: '"negative"' };
    const { events } = json(engine.handle(awsRequest('Logs_20140328.FilterLogEvents', input)));
    expect(events.length).toBeGreaterThan(0);
  });

  it('shows approvals that wait, a queue, a closed transition and one that runs', async () => {
    const engine = await demo();
    const storefront = stage(engine, 'storefront', 'Approval');
    expect(storefront.actionStates[0].latestExecution).toMatchObject({
      status: 'InProgress',
      token: expect.any(String),
    });
    expect(storefront.inboundExecutions).toHaveLength(1);
    expect(stage(engine, 'storefront', 'Production').inboundTransitionState.enabled).toBe(false);
    const waiting = stage(engine, 'payments', 'Approval').actionStates[0].latestExecution;
    expect(NOW / 1000 - waiting.lastStatusChange).toBeGreaterThan(7000);
    const gate = stage(engine, 'ledger', 'Prod');
    expect(gate.inboundTransitionState.disabledReason).toContain('Audit');
    expect(gate.inboundExecutions).toHaveLength(1);
    expect(stage(engine, 'search-indexer', 'Build').latestExecution.status).toBe('InProgress');
  });

  it('moves while one looks at it', async () => {
    const engine = await demo();
    const before = engine.journal.lastSequence;
    for (let minute = 1; minute <= 10; minute++) {
      const last = engine.journal.lastSequence;
      control(engine, 'POST', 'clock', { advance: 'PT1M' });
      expect(engine.journal.lastSequence).toBeGreaterThan(last);
    }
    const events = engine.handle(controlRequest('GET', `events?after=${before}`)).body;
    expect(events).toContain('"STARTED"');
    expect(events).toContain('"SUCCEEDED"');
  });

  it('is the same from start to start', async () => {
    const [one, two] = [await demo(), await demo()];
    for (const engine of [one, two]) control(engine, 'POST', 'clock', { advance: 'PT30M' });
    const events = (engine: Engine) => engine.handle(controlRequest('GET', 'events?after=0')).body;
    expect(events(one)).toBe(events(two));
    expect(events(one).length).toBeGreaterThan(10_000);
  });

  it('reading changes nothing of what follows', async () => {
    const [watched, alone] = [await demo(), await demo()];
    for (let i = 0; i < 60; i++) {
      names(watched).map((name) => ask(watched, 'GetPipelineState', { name }));
      control(watched, 'POST', 'clock', { advanceSeconds: 5 });
    }
    control(alone, 'POST', 'clock', { advanceSeconds: 300 });
    const events = (engine: Engine) => engine.handle(controlRequest('GET', 'events?after=0')).body;
    expect(events(watched)).toBe(events(alone));
  });
});
