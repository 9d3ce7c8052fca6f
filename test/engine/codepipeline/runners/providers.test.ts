import { describe, expect, it } from 'vitest';
import { ACTION_TYPES } from '../../../../src/rules/action-types.ts';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { deploy, lambda, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

function typed(category: string, provider: string, extra: Partial<ActionDeclaration>): ActionDeclaration {
  const actionTypeId = { category, owner: 'AWS', provider, version: '1' } as ActionDeclaration['actionTypeId'];
  return lambda('One', { actionTypeId, ...extra });
}

const SRC = [{ name: 'Src' }];
const ECS_BLUE_GREEN = {
  ApplicationName: 'a',
  DeploymentGroupName: 'g',
  TaskDefinitionTemplateArtifact: 'Src',
  AppSpecTemplateArtifact: 'Src',
};

function running(action: ActionDeclaration, ...rules: object[]): Harness {
  const engine = new Harness();
  for (const rule of rules) engine.behave({ match: { action: 'One' }, ...rule });
  engine.create(pipeline([stage('Source', source()), stage('Test', action)], { pipelineType: 'V2' }));
  engine.advance(1);
  return engine;
}

const one = (engine: Harness) => engine.action('Test', 'One').latestExecution;

describe('the time that an action has', () => {
  it.each([
    ['Deploy', 'CloudFormation', 3 * DAY, { configuration: { ActionMode: 'CREATE_UPDATE', StackName: 's' } }],
    ['Deploy', 'CodeDeployToECS', 5 * DAY, { configuration: ECS_BLUE_GREEN, inputArtifacts: SRC }],
    ['Deploy', 'S3', 90, { configuration: { BucketName: 'b', Extract: 'true' }, inputArtifacts: SRC }],
    ['Deploy', 'ECS', HOUR, { configuration: { ClusterName: 'c', ServiceName: 's' }, inputArtifacts: SRC }],
    ['Test', 'CodeBuild', 8 * HOUR, { configuration: { ProjectName: 'p' }, inputArtifacts: SRC }],
    ['Test', 'DeviceFarm', HOUR, { configuration: { ProjectId: 'p', DevicePoolArn: 'd' }, inputArtifacts: SRC }],
    ['Invoke', 'Lambda', DAY, { configuration: { FunctionName: 'f' } }],
    ['Invoke', 'StepFunctions', 7 * DAY, { configuration: { StateMachineArn: 'arn' } }],
    ['Invoke', 'CodePipeline', HOUR, { configuration: { PipelineName: 'web' } }],
    ['Compute', 'Commands', HOUR, { configuration: {}, commands: ['npm ci'] }],
    ['Approval', 'Manual', 7 * DAY, { configuration: {} }],
  ])('2.3 %s/%s fails after its own', (category, provider, minutes, extra) => {
    const engine = running(typed(category, provider, extra), { outcome: 'hang' });
    engine.advance(minutes * 60 - 0.001);
    expect(one(engine).status).toBe('InProgress');
    engine.advance(0.001);
    expect(one(engine).status).toBe('Failed');
  });

  it('2.3 a source has an hour', () => {
    const engine = new Harness();
    engine.behave({ match: { stage: 'Source' }, outcome: 'hang' });
    const id = engine.create(pipeline([stage('Source', source()), stage('Prod', deploy())]));
    engine.advance(HOUR * 60 - 0.001);
    expect(engine.status(id)).toBe('InProgress');
    engine.advance(0.001);
    expect(engine.status(id)).toBe('Failed');
  });

  it('2.3 is an hour for all that the service has no other limit for', () => {
    const others = ACTION_TYPES.filter(({ timeoutMinutes }) => timeoutMinutes !== HOUR);
    const named = others.map(({ category, provider, timeoutMinutes }) => [`${category}/${provider}`, timeoutMinutes]);
    expect(Object.fromEntries(named)).toEqual({
      'Approval/Manual': 7 * DAY,
      'Build/CodeBuild': 8 * HOUR,
      'Test/CodeBuild': 8 * HOUR,
      'Deploy/CloudFormation': 3 * DAY,
      'Deploy/CodeDeploy': 5 * DAY,
      'Deploy/CodeDeployToECS': 5 * DAY,
      'Deploy/S3': 90,
      'Invoke/Lambda': DAY,
      'Invoke/StepFunctions': 7 * DAY,
      'Invoke/Snyk': DAY,
      'Test/GhostInspector': DAY,
      'Test/Nouvola': DAY,
      'Test/Runscope': DAY,
    });
  });
});

describe('an action of which no rule speaks', () => {
  const ofService = ACTION_TYPES.filter(
    ({ category, executor }) => category !== 'Source' && category !== 'Approval' && executor !== 'JobWorker',
  );

  const untold = ofService.filter(({ provider }) => !provider.startsWith('CodeDeploy'));

  it.each(untold)('engine-control: $category/$provider takes 10 s and succeeds', (type) => {
    const { category, provider, required, inputs } = type;
    const isCommands = provider === 'Commands';
    const configuration = Object.fromEntries(required.map((key) => [key, key === 'PipelineName' ? 'web' : 'x']));
    const engine = running(
      typed(category, provider, {
        configuration,
        inputArtifacts: SRC.slice(0, inputs[0]),
        ...(isCommands && { commands: ['true'] }),
      }),
    );
    engine.advance(9.999);
    expect(one(engine).status).toBe('InProgress');
    engine.advance(0.001);
    expect(one(engine)).toMatchObject({ status: 'Succeeded', externalExecutionId: expect.any(String) });
  });
});

describe('CloudFormation', () => {
  const stack = (ActionMode: string, extra: Partial<ActionDeclaration> = {}) =>
    typed('Deploy', 'CloudFormation', { configuration: { ActionMode, StackName: 'app' }, ...extra });
  const outputs = { outputVariables: { Url: 'https://example.com' } };

  it.each(['CREATE_UPDATE', 'REPLACE_ON_FAILURE', 'CHANGE_SET_EXECUTE'])(
    '2.3 has the outputs of the stack as variables after %s',
    (mode) => {
      const engine = running(stack(mode), outputs);
      engine.advance(10);
      expect(engine.details()[0].output.outputVariables).toEqual(outputs.outputVariables);
    },
  );

  it.each(['CHANGE_SET_REPLACE', 'DELETE_ONLY'])('2.3 has none after %s', (mode) => {
    const engine = running(stack(mode), outputs);
    engine.advance(10);
    expect(one(engine).status).toBe('Succeeded');
    expect(engine.details()[0].output.outputVariables).toEqual({});
  });

  it('2.9 names the stack, in the region of the action', () => {
    expect(one(running(stack('CREATE_UPDATE'))).externalExecutionId).toMatch(
      /^arn:aws:cloudformation:us-east-1:123456789012:stack\/app\/[0-9a-f-]{36}$/,
    );
    const engine = new Harness();
    const store = (location: string) => ({ type: 'S3', location });
    engine.create(
      pipeline([stage('Source', source()), stage('Test', stack('CREATE_UPDATE', { region: 'eu-west-1' }))], {
        artifactStore: undefined,
        artifactStores: { 'us-east-1': store('bucket-us'), 'eu-west-1': store('bucket-eu') },
      }),
    );
    engine.advance(1);
    expect(one(engine).externalExecutionId).toContain(':cloudformation:eu-west-1:');
  });
});

describe('Step Functions', () => {
  const StateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:Checks';
  const ExecutionArn = 'arn:aws:states:us-east-1:123456789012:execution:Checks';

  it.each([
    ['', {}],
    ['pre-', { ExecutionNamePrefix: 'pre' }],
  ])('2.3 names the execution of the state machine %s after the action’s own', (prefix, more) => {
    const engine = running(typed('Invoke', 'StepFunctions', { configuration: { StateMachineArn, ...more } }));
    engine.advance(10);
    const { actionExecutionId, externalExecutionId } = one(engine);
    expect(externalExecutionId).toBe(`${ExecutionArn}:${prefix}${actionExecutionId}`);
    expect(engine.details()[0].output.outputVariables).toEqual({ StateMachineArn, ExecutionArn: externalExecutionId });
  });
});

describe('Lambda', () => {
  it('2.3 has the variables that a rule says', () => {
    const engine = running(lambda('One'), { outputVariables: { URL: 'x' } });
    engine.advance(10);
    expect(engine.details()[0].output.outputVariables).toEqual({ URL: 'x' });
  });
});
