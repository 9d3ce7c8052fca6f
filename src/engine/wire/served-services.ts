import codebuild from '../../rules/models/codebuild.json' with { type: 'json' };
import codedeploy from '../../rules/models/codedeploy.json' with { type: 'json' };
import codepipeline from '../../rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../rules/models/logs.json' with { type: 'json' };
import { type Failure, type OperationModel, type ServiceModel, validationMessage } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';
import { constraintError } from '../codedeploy/constraint-errors.ts';
import type { RegionServices, Service } from '../world.ts';

/** A service that the engine answers for: its model, where it is found, and the error that it answers for broken constraints (spec 1.3). */
export interface ServedService {
  readonly model: ServiceModel;
  readonly constraintError: (operation: OperationModel, failures: readonly Failure[]) => AwsError;
  readonly of: (services: RegionServices) => Service;
}

const SERVED: readonly ServedService[] = [
  {
    model: codepipeline as unknown as ServiceModel,
    constraintError: alwaysNamed('ValidationException'),
    of: (services) => services.codepipeline,
  },
  {
    model: codedeploy as unknown as ServiceModel,
    constraintError,
    of: (services) => services.codedeploy,
  },
  {
    model: codebuild as unknown as ServiceModel,
    constraintError: alwaysNamed('InvalidInputException'),
    of: (services) => services.codebuild,
  },
  {
    model: logs as unknown as ServiceModel,
    constraintError: alwaysNamed('InvalidParameterException'),
    of: (services) => services.logs,
  },
];

const byTarget = new Map(SERVED.map((served) => [served.model.targetPrefix, served]));

/** The service of an X-Amz-Target prefix such as `CodePipeline_20150709`. */
export function servedByTarget(prefix: string): ServedService | undefined {
  return byTarget.get(prefix);
}

function alwaysNamed(name: string): ServedService['constraintError'] {
  return (_operation, failures) => new AwsError(name, validationMessage(failures));
}
