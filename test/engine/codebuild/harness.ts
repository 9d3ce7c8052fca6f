import type { BehaviorRule } from '../../../src/engine/behaviors.ts';
import { CodeBuildService } from '../../../src/engine/codebuild/service.ts';
import { CodePipelineService } from '../../../src/engine/codepipeline/service.ts';
import { LogsService } from '../../../src/engine/logs/service.ts';
import type { RegionServices } from '../../../src/engine/world.ts';
import model from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import type { Failure, ServiceModel } from '../../../src/rules/service-model.ts';
import { ACCOUNT, ALICE, REGION, ServiceHarness } from '../support/service-harness.ts';

export { ALICE, BOB, START } from '../support/service-harness.ts';

export const ARN = `arn:aws:codebuild:${REGION}:${ACCOUNT}`;

/** Lists that AWS sends when they are empty, although their shape asks for one item. */
const MAY_BE_EMPTY =
  /^(ids|projects|buildBatches|buildBatchesNotFound|projectsNotFound|buildsNotFound|buildsDeleted|codeCoverages|testCases|reports|reportsNotFound|reportGroups|reportGroupsNotFound)$/;

/** CodeBuild with Logs and CodePipeline under a manual clock. */
export class Harness extends ServiceHarness {
  readonly service: CodeBuildService;
  readonly #services: { -readonly [K in keyof RegionServices]?: RegionServices[K] } = {
    account: ACCOUNT,
    region: REGION,
  };

  constructor(seed = 1) {
    super(model as unknown as ServiceModel, seed);
    const services = this.#services as RegionServices;
    this.#services.logs = new LogsService(this.world, services);
    this.service = new CodeBuildService(this.world, services);
    this.#services.codebuild = this.service;
    this.#services.codepipeline = new CodePipelineService(this.world, services);
  }

  behave(...rules: BehaviorRule[]): void {
    this.world.behaviors.append(rules);
  }

  /** A project with a source that anybody may build. */
  project(name = 'web', more: object = {}) {
    const { project } = this.call('CreateProject', {
      name,
      source: { type: 'CODECOMMIT', location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/web' },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
      },
      serviceRole: `arn:aws:iam::${ACCOUNT}:role/build`,
      ...more,
    });
    return project;
  }

  start(projectName = 'web', more: object = {}, arn = ALICE) {
    return this.call('StartBuild', { projectName, ...more }, arn).build;
  }

  build(id: string) {
    return this.call('BatchGetBuilds', { ids: [id] }).builds[0];
  }

  stop(id: string) {
    return this.call('StopBuild', { id }).build;
  }

  /** Phases that a build has been through, as `BUILD FAILED`; the one that it is in has no status. */
  phases(id: string): string[] {
    return this.build(id).phases.map(({ phaseType, phaseStatus }: Record<string, string>) =>
      [phaseType, phaseStatus].filter(Boolean).join(' '),
    );
  }

  /** The message of a phase's context. */
  context(id: string, phase: string) {
    return this.build(id).phases.find(({ phaseType }: { phaseType: string }) => phaseType === phase).contexts[0];
  }

  /** Lines of a build's log without their times. */
  lines(id: string): string[] {
    const { groupName, streamName } = this.build(id).logs;
    const input = { logGroupName: groupName, logStreamName: streamName, startFromHead: true };
    const { events } = this.other('logs', 'GetLogEvents', input);
    return events.map(({ message }: { message: string }) => message.replace(/^(\[Container\]) \S+ \S+/, '$1'));
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
  other(service: 'logs' | 'codepipeline', operation: string, input: object): any {
    const caller = { account: ACCOUNT, region: REGION, arn: ALICE };
    return this.#services[service]!.operations[operation]!(input, caller);
  }

  protected override isExpected({ path, constraint }: Failure): boolean {
    return MAY_BE_EMPTY.test(path) && constraint.includes('greater than or equal to 1');
  }
}
