import { expect } from 'vitest';
import { constraintError } from '../../../src/engine/codedeploy/constraint-errors.ts';
import { CodeDeployService } from '../../../src/engine/codedeploy/service.ts';
import type { RegionServices } from '../../../src/engine/world.ts';
import model from '../../../src/rules/models/codedeploy.json' with { type: 'json' };
import { type Failure, type ServiceModel, validate } from '../../../src/rules/service-model.ts';
import { ACCOUNT, ALICE, REGION, ServiceHarness } from '../support/service-harness.ts';

export { ALICE, START } from '../support/service-harness.ts';

const SERVICE_MODEL = model as unknown as ServiceModel;

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
export const PLACE = `arn:aws:codedeploy:${REGION}:${ACCOUNT}`;

/** CodeDeploy alone under a manual clock. Broken constraints are refused as the wire refuses them. */
export class Harness extends ServiceHarness {
  readonly service: CodeDeployService;

  constructor(seed = 1) {
    super(SERVICE_MODEL, seed);
    this.service = new CodeDeployService(this.world, { account: ACCOUNT, region: REGION } as RegionServices);
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
  override raw(operation: string, input: object, arn = ALICE): any {
    const operationModel = SERVICE_MODEL.operations[operation]!;
    // As over the wire, what is absent is not there.
    const given = JSON.parse(JSON.stringify(input));
    const failures = validate(SERVICE_MODEL, operationModel.input!, given);
    if (failures.length > 0) throw constraintError(operationModel, failures);
    return super.raw(operation, given, arn);
  }

  application(applicationName = 'web', computePlatform = 'Server'): string {
    return this.call('CreateApplication', { applicationName, computePlatform }).applicationId;
  }

  /** Makes a group `prod` of the application `web`, or what else is told. */
  group(more: object = {}): string {
    const input = { applicationName: 'web', deploymentGroupName: 'prod', serviceRoleArn: ROLE, ...more };
    return this.call('CreateDeploymentGroup', input).deploymentGroupId;
  }

  updateGroup(more: object): void {
    const input = { applicationName: 'web', currentDeploymentGroupName: 'prod', ...more };
    expect(this.call('UpdateDeploymentGroup', input)).toEqual({ hooksNotCleanedUp: [] });
  }

  groupInfo(deploymentGroupName = 'prod', applicationName = 'web') {
    return this.call('GetDeploymentGroup', { applicationName, deploymentGroupName }).deploymentGroupInfo;
  }

  /** The type of CodeDeployDefault.OneAtATime is none of the model's (spec 3.2). */
  protected override isExpected({ path, value }: Failure): boolean {
    return path === 'deploymentConfigInfo.minimumHealthyHosts.type' && value === "'MOST_CONCURRENCY'";
  }
}
