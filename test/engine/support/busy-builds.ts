import type { Engine } from '../../../src/engine/index.ts';
import type { Scene } from './busy-engine.ts';
import { awsRequest, control, emptyEngine, json } from './requests.ts';

const ARN = 'arn:aws:codebuild:us-east-1:123456789012';
const ENVIRONMENT = { type: 'LINUX_CONTAINER', image: 'i', computeType: 'BUILD_GENERAL1_SMALL' };
const PROJECTS = ['web', 'api', 'idle'];

/** Sends an operation of CodeBuild; throws when it is refused. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, member by member.
export function sendBuild(engine: Engine, operation: string, input: object): any {
  const response = engine.handle(awsRequest(`CodeBuild_20161006.${operation}`, input));
  if (response.status !== 200) throw new Error(`${operation}: ${response.body}`);
  return json(response);
}

/** An engine in which builds have succeeded, failed, wait, and go on. */
export async function busyBuilds(): Promise<Engine> {
  const engine = await emptyEngine();
  for (const name of PROJECTS) {
    sendBuild(engine, 'CreateProject', {
      name,
      source: { type: 'S3', location: 'bucket/in.zip' },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: ENVIRONMENT,
      serviceRole: 'role',
      concurrentBuildLimit: 2,
    });
  }
  const rules = [
    { match: { project: 'web' }, testReport: { passed: 120, failed: 2 }, durationSeconds: 10 },
    {
      match: { project: 'api' },
      outcome: 'fail',
      testReport: { passed: 1, failed: 0 },
      build: { phase: 'POST_BUILD' },
    },
  ];
  control(engine, 'PUT', 'behaviors', { rules });
  const start = () => ['web', 'api'].map((projectName) => sendBuild(engine, 'StartBuild', { projectName }));
  start();
  engine.world.clock.advance(12_000);
  for (let i = 0; i < 3; i++) start();
  engine.world.clock.advance(4000);
  return engine;
}

/** What calls may name. */
export function buildScenes(engine: Engine): Scene[] {
  const ids: string[] = sendBuild(engine, 'ListBuilds', {}).ids;
  const { reports } = sendBuild(engine, 'ListReports', {});
  const { reportGroups } = sendBuild(engine, 'ListReportGroups', {});
  return [
    {
      id: ids,
      ids: ids.map((id) => [id]),
      name: [...PROJECTS, 'new'],
      names: [['web'], ['none', `${ARN}:project/api`]],
      projectName: PROJECTS,
      environment: [ENVIRONMENT],
      source: [{ type: 'NO_SOURCE', buildspec: 'version: 0.2' }, { type: 'CODEPIPELINE' }],
      artifacts: [{ type: 'NO_ARTIFACTS' }, { type: 'S3', location: 'bucket' }],
      buildspecOverride: ['version: 0.2\nphases: {build: {commands: [make]}}', 'version: [', 'ci.yml'],
      concurrentBuildLimit: [1, 2, -1],
      reportArn: reports,
      reportArns: [reports],
      reportGroupArn: reportGroups,
      reportGroupArns: [reportGroups],
    },
  ];
}

/** All that reads show of builds. */
export function shownBuilds(engine: Engine): string {
  const ids: string[] = sendBuild(engine, 'ListBuilds', {}).ids;
  const reads: [string, object][] = [
    ['BatchGetProjects', { names: [...PROJECTS, 'new'] }],
    ['ListProjects', {}],
    ['ListReports', {}],
    ['ListReportGroups', {}],
    ...(ids.length > 0 ? [['BatchGetBuilds', { ids }] as [string, object]] : []),
  ];
  return reads.map(([operation, input]) => JSON.stringify(sendBuild(engine, operation, input))).join('\n');
}
