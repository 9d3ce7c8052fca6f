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
    const failures = validate(SERVICE_MODEL, operationModel.input!, input);
    if (failures.length > 0) throw constraintError(operationModel, failures);
    return super.raw(operation, input, arn);
  }

  application(applicationName = 'web', computePlatform = 'Server'): string {
    return this.call('CreateApplication', { applicationName, computePlatform }).applicationId;
  }

  /** The type of CodeDeployDefault.OneAtATime is none of the model's (spec 3.2). */
  protected override isExpected({ path, value }: Failure): boolean {
    return path === 'deploymentConfigInfo.minimumHealthyHosts.type' && value === "'MOST_CONCURRENCY'";
  }
}
