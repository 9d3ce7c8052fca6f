import { describe, expect, it } from 'vitest';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { deploy, pipeline, source, stage } from '../definitions.ts';
import { Harness, START } from '../harness.ts';

const CONFIGURATION = { ApplicationName: 'shop', DeploymentGroupName: 'prod' };

function ship(provider = 'CodeDeploy', configuration: object = CONFIGURATION): ActionDeclaration {
  return deploy('Ship', {
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider, version: '1' },
    configuration: configuration as Record<string, string>,
  });
}

/** A pipeline that deploys the commit which it finds in the first second; its deployment begins a second later. */
function deploying(engine: Harness, action = ship()): string {
  const id = engine.create(pipeline([stage('Source', source()), stage('Prod', action)]));
  engine.advance(1);
  return id;
}

const latest = (engine: Harness) => engine.action('Prod', 'Ship').latestExecution;

// biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
function deploymentOf(engine: Harness): any {
  const { externalExecutionId: deploymentId } = latest(engine);
  const caller = { account: '123456789012', region: 'us-east-1', arn: 'arn:aws:iam::123456789012:user/alice' };
  const answer = engine.codedeploy.operations.GetDeployment!({ deploymentId }, caller);
  return (answer as { deploymentInfo: object }).deploymentInfo;
}

describe('a Deploy action of CodeDeploy', () => {
  it('engine-control: makes a deployment of its artifact, and succeeds with it', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod', 2);
    deploying(engine);
    expect(latest(engine)).toMatchObject({
      status: 'InProgress',
      externalExecutionId: expect.stringMatching(/^d-[A-Z0-9]{9}$/),
      externalExecutionUrl: expect.stringContaining('/codedeploy/deployments/d-'),
    });
    const [{ s3location }] = engine.details()[0].input.inputArtifacts;
    expect(deploymentOf(engine)).toMatchObject({
      status: 'Created',
      creator: 'user',
      revision: { revisionType: 'S3', s3Location: { ...s3location, bundleType: 'zip' } },
    });
    engine.advance(1);
    expect(latest(engine)).toMatchObject({ status: 'Succeeded', summary: 'Deployment Succeeded' });
    expect(deploymentOf(engine)).toMatchObject({ status: 'Succeeded', deploymentOverview: { Succeeded: 2 } });
  });

  it('engine-control: what a bundle holds is found by a pattern, since its key is another one each time', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod');
    const appspec = 'version: 0.0\nos: linux\nhooks: { AfterInstall: [{ location: a.sh }] }\n';
    engine.world.revisions.replace([{ bucket: '*', key: 'web/Src/*', appspec }]);
    deploying(engine);
    engine.advance(2);
    expect(deploymentOf(engine).status).toBe('InProgress');
    engine.advance(1);
    expect(latest(engine)).toMatchObject({ status: 'Succeeded', lastStatusChange: START + 4000 });
  });

  it('engine-control: fails with its deployment', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod');
    engine.behave({ match: { application: 'shop', lifecycleEvent: 'Install' }, outcome: 'fail' });
    deploying(engine);
    engine.advance(1);
    const { externalExecutionId: id, ...shown } = latest(engine);
    expect(shown).toMatchObject({
      status: 'Failed',
      summary: `Deployment ${id} failed`,
      errorDetails: { code: 'JobFailed', message: `Deployment ${id} failed` },
    });
  });

  it.each([
    ['shop', 'none', 'No Deployment Group found for name: none in application: shop'],
    ['none', 'prod', 'The application none does not exist with the user or AWS account.'],
  ])(
    'engine-control: fails as AWS does where there is no group %s/%s',
    (ApplicationName, DeploymentGroupName, message) => {
      const engine = new Harness();
      engine.deploymentGroup('shop', 'prod');
      deploying(engine, ship('CodeDeploy', { ApplicationName, DeploymentGroupName }));
      expect(latest(engine)).toMatchObject({ status: 'Failed', errorDetails: { code: 'ConfigurationError', message } });
      expect(latest(engine).externalExecutionId).toBeUndefined();
    },
  );

  it('engine-control: does what a rule says where there is no such group', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, durationSeconds: 5 });
    deploying(engine);
    engine.advance(5);
    expect(latest(engine)).toMatchObject({ status: 'Succeeded', summary: 'Deployment Succeeded' });
  });

  it('3.4 fails while another deployment goes on in the group', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod');
    engine.behave({ match: { lifecycleEvent: 'Install' }, outcome: 'hang' });
    deploying(engine);
    const { externalExecutionId: first } = latest(engine);
    engine.create({ ...pipeline([stage('Source', source()), stage('Prod', ship())]), name: 'second' });
    engine.advance(1);
    expect(engine.action('Prod', 'Ship', 'second').latestExecution.errorDetails).toEqual({
      code: 'JobFailed',
      message: `Deployment Group is already deploying deployment ${first}`,
    });
  });

  it('engine-control: a rule that speaks of the action decides how long its deployment takes, over all its rounds', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod', 4);
    engine.behave({ match: { action: 'Ship' }, durationSeconds: 120, summary: 'out', outputVariables: { A: 'b' } });
    deploying(engine);
    engine.advance(120);
    expect(latest(engine).status).toBe('InProgress');
    engine.advance(1);
    expect(latest(engine)).toMatchObject({ status: 'Succeeded', summary: 'out' });
    expect(engine.details()[0].output.outputVariables).toEqual({ A: 'b' });
  });

  it('engine-control: a rule that lets the action fail lets its deployment fail', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod', 2);
    const error = { code: 'JobFailed', message: 'health check failed' };
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', durationSeconds: 10, error });
    deploying(engine);
    engine.advance(11);
    expect(latest(engine)).toMatchObject({ status: 'Failed', summary: error.message, errorDetails: error });
    expect(deploymentOf(engine)).toMatchObject({ status: 'Failed', deploymentOverview: { Failed: 1, Skipped: 1 } });
  });

  it('2.7 abandoning does not stop the deployment', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod');
    engine.behave({ match: { lifecycleEvent: 'Install' }, durationSeconds: 60 });
    const id = deploying(engine);
    engine.advance(10);
    engine.stop(id, { abandon: true });
    expect(latest(engine).status).toBe('Abandoned');
    expect(deploymentOf(engine).status).toBe('InProgress');
    engine.advance(60);
    expect(deploymentOf(engine).status).toBe('Succeeded');
    expect(latest(engine).status).toBe('Abandoned');
  });

  it('engine-control: a deployment that is stopped fails the action', () => {
    const engine = new Harness();
    engine.deploymentGroup('shop', 'prod');
    deploying(engine);
    const { externalExecutionId: deploymentId } = latest(engine);
    const caller = { account: '123456789012', region: 'us-east-1', arn: 'arn:aws:iam::123456789012:user/alice' };
    engine.codedeploy.operations.StopDeployment!({ deploymentId }, caller);
    expect(latest(engine)).toMatchObject({ status: 'Failed', summary: `Deployment ${deploymentId} was stopped` });
  });
});

describe('a Deploy action of CodeDeploy to ECS', () => {
  it('3.11 deploys the AppSpec file of its template', () => {
    const engine = new Harness();
    const caller = { account: '123456789012', region: 'us-east-1', arn: 'arn:aws:iam::123456789012:user/alice' };
    const { operations } = engine.codedeploy;
    operations.CreateApplication!({ applicationName: 'shop', computePlatform: 'ECS' }, caller);
    const route = { listenerArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/80'] };
    const group = {
      applicationName: 'shop',
      deploymentGroupName: 'prod',
      serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ecsServices: [{ clusterName: 'c', serviceName: 's' }],
      loadBalancerInfo: {
        targetGroupPairInfoList: [{ targetGroups: [{ name: 'a' }, { name: 'b' }], prodTrafficRoute: route }],
      },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
      },
    };
    operations.CreateDeploymentGroup!(group, caller);
    const templates = { TaskDefinitionTemplateArtifact: 'Src', AppSpecTemplateArtifact: 'Src' };
    deploying(engine, ship('CodeDeployToECS', { ...CONFIGURATION, ...templates }));
    engine.advance(1);
    expect(latest(engine)).toMatchObject({ status: 'Succeeded', summary: 'Deployment Succeeded' });
    expect(deploymentOf(engine)).toMatchObject({
      status: 'Succeeded',
      computePlatform: 'ECS',
      revision: { revisionType: 'AppSpecContent' },
    });
  });
});
