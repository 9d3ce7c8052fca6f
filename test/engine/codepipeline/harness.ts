import type { BehaviorRule } from '../../../src/engine/behaviors.ts';
import type { BuildProgress } from '../../../src/engine/codebuild/builds/build-progress.ts';
import type { BuildRequest } from '../../../src/engine/codebuild/service.ts';
import { CodeDeployService } from '../../../src/engine/codedeploy/service.ts';
import { CodePipelineService } from '../../../src/engine/codepipeline/service.ts';
import type { RegionServices, World } from '../../../src/engine/world.ts';
import model from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import type { PipelineDeclaration } from '../../../src/rules/pipeline-declaration.ts';
import type { ServiceModel } from '../../../src/rules/service-model.ts';
import { ACCOUNT, ALICE, BOB, REGION, ServiceHarness } from '../support/service-harness.ts';

export { ALICE, BOB, START } from '../support/service-harness.ts';

export const DAY = 24 * 3600;

/** A build that ends as the rule says, after ten seconds: as much of CodeBuild as a pipeline sees. */
class FakeCodeBuild {
  readonly requests: BuildRequest[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  startForPipeline(request: BuildRequest) {
    this.requests.push(request);
    const { rule, onEnd } = request;
    const id = `${request.project}:${this.#world.random.uuid()}`;
    const end = (buildStatus: string) => {
      const variables = Object.entries(rule?.outputVariables ?? {}).map(([name, value]) => ({ name, value }));
      onEnd({ buildStatus, exportedEnvironmentVariables: variables } as unknown as BuildProgress);
    };
    const milliseconds = (rule?.durationSeconds ?? 10) * 1000;
    const status = rule?.outcome === 'fail' ? 'FAILED' : 'SUCCEEDED';
    if (milliseconds === 0) end(status);
    else if (rule?.outcome !== 'hang') this.#world.clock.after(milliseconds, () => end(status));
    const stream = id.split(':')[1];
    const logStreamArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/codebuild/${request.project}:log-stream:${stream}`;
    return { id, consoleUrl: `https://example.com/build/${id}`, logStreamArn };
  }
}

/** CodePipeline under a manual clock, with CodeDeploy, and as much of CodeBuild and Logs as it needs. */
export class Harness extends ServiceHarness {
  readonly codebuild: FakeCodeBuild;
  readonly codedeploy: CodeDeployService;
  readonly service: CodePipelineService;
  /** What actions wrote, as `group stream message`. */
  readonly logLines: string[] = [];

  constructor(seed = 1) {
    super(model as unknown as ServiceModel, seed);
    this.codebuild = new FakeCodeBuild(this.world);
    const logs = {
      write: (group: string, stream: string, events: readonly { message: string }[]) =>
        this.logLines.push(...events.map(({ message }) => `${group} ${stream} ${message}`)),
    };
    const own = { account: ACCOUNT, region: REGION, codebuild: this.codebuild, logs };
    const services = own as unknown as { -readonly [K in keyof RegionServices]: RegionServices[K] };
    services.inRegion = () => services;
    this.codedeploy = new CodeDeployService(this.world, services);
    services.codedeploy = this.codedeploy;
    this.service = new CodePipelineService(this.world, services);
    services.codepipeline = this.service;
  }

  /** A deployment group of CodeDeploy that means all machines with a tag `app`, and some such machines. */
  deploymentGroup(applicationName: string, deploymentGroupName: string, machines = 1, more: object = {}): void {
    const caller = { account: ACCOUNT, region: REGION, arn: ALICE };
    const { operations } = this.codedeploy;
    operations.CreateApplication!({ applicationName }, caller);
    const filter = { Key: 'app', Value: applicationName, Type: 'KEY_AND_VALUE' };
    const serviceRoleArn = `arn:aws:iam::${ACCOUNT}:role/deploy`;
    const input = { applicationName, deploymentGroupName, serviceRoleArn, ec2TagFilters: [filter], ...more };
    operations.CreateDeploymentGroup!(input, caller);
    const ids = Array.from({ length: machines }, (_, index) => `i-${index}`);
    this.world.fleet.replace(ids.map((id) => ({ id, tags: { app: applicationName } })));
  }

  behave(...rules: BehaviorRule[]): void {
    this.world.behaviors.append(rules);
  }

  create(declaration: PipelineDeclaration): string {
    this.call('CreatePipeline', { pipeline: declaration });
    return this.executions(declaration.name)[0].pipelineExecutionId;
  }

  start(name = 'web', more: object = {}): string {
    return this.call('StartPipelineExecution', { name, ...more }).pipelineExecutionId;
  }

  state(name = 'web') {
    return this.call('GetPipelineState', { name });
  }

  stage(stageName: string, name = 'web') {
    return this.state(name).stageStates.find((stage: { stageName: string }) => stage.stageName === stageName);
  }

  action(stageName: string, actionName: string, name = 'web') {
    return this.stage(stageName, name).actionStates.find(
      (action: { actionName: string }) => action.actionName === actionName,
    );
  }

  executions(pipelineName = 'web') {
    return this.call('ListPipelineExecutions', { pipelineName }).pipelineExecutionSummaries;
  }

  status(pipelineExecutionId: string, pipelineName = 'web'): string {
    return this.call('GetPipelineExecution', { pipelineName, pipelineExecutionId }).pipelineExecution.status;
  }

  /** Action executions as `Stage/Action Status`, oldest first. */
  history(filter: object | undefined = undefined, pipelineName = 'web'): string[] {
    const { actionExecutionDetails } = this.call('ListActionExecutions', { pipelineName, filter });
    return actionExecutionDetails
      .map((run: Record<string, string>) => `${run.stageName}/${run.actionName} ${run.status}`)
      .reverse();
  }

  details(pipelineName = 'web') {
    return this.call('ListActionExecutions', { pipelineName }).actionExecutionDetails;
  }

  disable(stageName: string, transitionType = 'Inbound', reason = 'freeze', arn = ALICE): void {
    this.call('DisableStageTransition', { pipelineName: 'web', stageName, transitionType, reason }, arn);
  }

  enable(stageName: string, transitionType = 'Inbound', arn = ALICE): void {
    this.call('EnableStageTransition', { pipelineName: 'web', stageName, transitionType }, arn);
  }

  answer(stageName: string, actionName: string, status: string, summary = 'fine', arn = BOB) {
    const { token } = this.action(stageName, actionName).latestExecution;
    const input = { pipelineName: 'web', stageName, actionName, token, result: { status, summary } };
    return this.call('PutApprovalResult', input, arn);
  }

  retry(stageName: string, pipelineExecutionId: string, retryMode = 'FAILED_ACTIONS'): string {
    const input = { pipelineName: 'web', stageName, pipelineExecutionId, retryMode };
    return this.call('RetryStageExecution', input).pipelineExecutionId;
  }

  rollBack(stageName: string, targetPipelineExecutionId: string, arn = ALICE): string {
    const input = { pipelineName: 'web', stageName, targetPipelineExecutionId };
    return this.call('RollbackStage', input, arn).pipelineExecutionId;
  }

  override(stageName: string, pipelineExecutionId: string, conditionType = 'BEFORE_ENTRY', arn = ALICE): void {
    this.call('OverrideStageCondition', { pipelineName: 'web', stageName, pipelineExecutionId, conditionType }, arn);
  }

  update(pipeline: PipelineDeclaration): void {
    this.call('UpdatePipeline', { pipeline });
  }

  stop(pipelineExecutionId: string, more: object = {}): string {
    return this.call('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId, ...more })
      .pipelineExecutionId;
  }

  /** The journal of CodePipeline as `pipeline STARTED`, `stage Build STARTED`, `action Build/Compile STARTED`. */
  story(executionId?: string): string[] {
    return this.events()
      .filter(({ source }) => source === 'aws.codepipeline')
      .filter(({ detail }) => executionId === undefined || detail['execution-id'] === executionId)
      .map(({ detail }) => {
        if (detail.action) return `action ${detail.stage}/${detail.action} ${detail.state}`;
        return detail.stage ? `stage ${detail.stage} ${detail.state}` : `pipeline ${detail.state}`;
      });
  }
}
