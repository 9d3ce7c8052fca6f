import type { Engine } from '../../../src/engine/index.ts';
import type { PipelineDeclaration } from '../../../src/rules/pipeline-declaration.ts';
import { everything } from '../codepipeline/commands.ts';
import {
  CLIENT,
  connection,
  customAction,
  customType,
  deploy,
  gated,
  partnerAction,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
} from '../codepipeline/definitions.ts';
import { awsRequest, control, emptyEngine, json } from './requests.ts';

const TARGET = 'CodePipeline_20150709';

/** Sends an operation of CodePipeline; throws when it is refused. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, member by member.
export function send(engine: Engine, operation: string, input: object): any {
  const response = engine.handle(awsRequest(`${TARGET}.${operation}`, input));
  if (response.status !== 200) throw new Error(`${operation}: ${response.body}`);
  return response.body === '' ? undefined : json(response);
}

const ec2 = {
  name: 'Ship',
  actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'EC2', version: '1' },
  configuration: { InstanceTagKey: 'env', InstanceType: 'EC2', MaxBatch: '1' },
  inputArtifacts: [{ name: 'Src' }],
} as const;

/** A pipeline of each kind: every execution mode, conditions, workers, partners, machines, and triggers. */
export const DEFINITIONS: readonly PipelineDeclaration[] = [
  { ...gated(), name: 'gated' },
  { ...threeStages(), name: 'failing' },
  ...(['SUPERSEDED', 'QUEUED', 'PARALLEL'] as const).map((mode) => ({
    ...everything(mode),
    name: mode.toLowerCase(),
  })),
  pipeline(
    [
      stage('Source', source()),
      stage('Build', customAction('Compile'), customAction('Pack'), partnerAction('Check'), partnerAction('Scan')),
    ],
    { name: 'worked' },
  ),
  pipeline([stage('Source', connection()), stage('Prod', ec2, deploy('Other'))], {
    ...V2,
    name: 'deployed',
    variables: [{ name: 'ENV', defaultValue: 'dev' }],
    triggers: [
      {
        providerType: 'CodeStarSourceConnection',
        gitConfiguration: { sourceActionName: 'Checkout', push: [{ branches: { includes: ['main'] } }] },
      },
    ],
  }),
];

export const WEBHOOK = {
  name: 'hook',
  targetPipeline: 'gated',
  targetAction: 'Checkout',
  filters: [{ jsonPath: '$.ref', matchEquals: 'refs/heads/main' }],
  authentication: 'UNAUTHENTICATED',
  authenticationConfiguration: {},
} as const;

/** An engine in which something of every kind is under way, waits, has failed, or has been stopped. */
export async function busyEngine(): Promise<Engine> {
  const engine = await emptyEngine();
  control(engine, 'PUT', 'fleet', {
    instances: [
      { id: 'i-1', tags: { env: 'dev' } },
      { id: 'i-2', tags: { env: 'dev' } },
    ],
  });
  const fails = { match: { pipeline: 'failing', stage: 'Prod' }, outcome: 'fail' };
  const waits = { match: { pipeline: 'superseded', rule: 'Alarm' }, outcome: 'hang' };
  control(engine, 'PUT', 'behaviors', { rules: [fails, waits] });
  send(engine, 'CreateCustomActionType', customType());
  for (const declaration of DEFINITIONS) send(engine, 'CreatePipeline', { pipeline: declaration });
  send(engine, 'PutWebhook', { webhook: WEBHOOK, tags: [{ key: 'team', value: 'web' }] });
  control(engine, 'POST', 'clock', { advance: 'PT1M' });
  for (const { name } of DEFINITIONS) send(engine, 'StartPipelineExecution', { name });
  control(engine, 'POST', 'clock', { advance: 'PT5S' });
  const transition = { pipelineName: 'gated', stageName: 'Prod', transitionType: 'Inbound' };
  send(engine, 'DisableStageTransition', { ...transition, reason: 'freeze' });
  return engine;
}

const WORKER = { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' };
export const PARTNER = { category: 'Test', owner: 'ThirdParty', provider: 'GhostInspector', version: '1' };

interface Job {
  readonly id: string;
  readonly nonce: string;
}

/** Every job that a worker or a partner can have now, handed out; the first of each is acknowledged. */
export function jobsOf(engine: Engine): Job[] {
  const clientToken = CLIENT.token;
  const own: Job[] = send(engine, 'PollForJobs', { actionTypeId: WORKER, maxBatchSize: 10 }).jobs;
  const { jobs } = send(engine, 'PollForThirdPartyJobs', { actionTypeId: PARTNER, maxBatchSize: 10 });
  const foreign: Job[] = jobs.map(({ jobId }: { jobId: string }) => ({
    id: jobId,
    nonce: send(engine, 'GetThirdPartyJobDetails', { jobId, clientToken }).jobDetails.nonce,
  }));
  send(engine, 'AcknowledgeJob', { jobId: own[0]!.id, nonce: own[0]!.nonce });
  send(engine, 'AcknowledgeThirdPartyJob', { jobId: foreign[0]!.id, nonce: foreign[0]!.nonce, clientToken });
  return [...own, ...foreign];
}

interface ActionRun {
  pipelineExecutionId: string;
  actionExecutionId: string;
  stageName: string;
  actionName: string;
  output: { executionResult: { externalExecutionId?: string } };
}

/** Values of members that belong together, so that an input made of them means something to the engine. */
export type Scene = Readonly<Record<string, readonly unknown[]>>;

/** What the engine knows, as scenes: each run of an action with its place, and each job with who may answer it. */
export function scenesOf(engine: Engine): Scene[] {
  const jobs = jobsOf(engine);
  const places = DEFINITIONS.flatMap(({ name }) => {
    const runs: ActionRun[] = send(engine, 'ListActionExecutions', { pipelineName: name }).actionExecutionDetails;
    return runs.map((run) => placeOf(name, run));
  });
  const common = commonValues(engine);
  return places.map((place, i) => {
    const job = jobs[i % jobs.length]!;
    const { category, owner, provider } = i % 2 === 0 ? WORKER : PARTNER;
    const type = { category: [category], owner: [owner], provider: [provider] };
    return { ...common, ...place, ...type, jobId: [job.id], nonce: [job.nonce] };
  });
}

function placeOf(pipelineName: string, run: ActionRun): Scene {
  const token = run.output.executionResult.externalExecutionId;
  return {
    pipelineName: [pipelineName],
    stageName: [run.stageName],
    actionName: [run.actionName],
    pipelineExecutionId: [run.pipelineExecutionId],
    targetPipelineExecutionId: [run.pipelineExecutionId],
    actionExecutionId: [run.actionExecutionId],
    token: [token ?? ''],
  };
}

function commonValues(engine: Engine): Scene {
  const names = DEFINITIONS.map(({ name }) => name);
  const { nextToken } = send(engine, 'ListActionExecutions', { pipelineName: 'gated', maxResults: 1 });
  const arn = 'arn:aws:codepipeline:us-east-1:123456789012';
  return {
    name: [...names, 'hook', 'Checkout'],
    clientToken: [CLIENT.token],
    clientRequestToken: ['one', 'two'],
    nextToken: [nextToken],
    NextToken: [nextToken],
    resourceArn: [...names.map((name) => `${arn}:${name}`), `${arn}:webhook:hook`, `${arn}:none`],
    webhookName: ['hook'],
    pipeline: [...DEFINITIONS, { ...threeStages(), name: 'new' }],
    webhook: [WEBHOOK],
    actionType: [send(engine, 'GetActionType', PARTNER).actionType],
    actionTypeId: [WORKER, PARTNER],
    version: ['1'],
    reason: ['freeze'],
  };
}
