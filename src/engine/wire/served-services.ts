import codebuild from '../../rules/models/codebuild.json' with { type: 'json' };
import codepipeline from '../../rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../rules/models/logs.json' with { type: 'json' };
import type { ServiceModel } from '../../rules/service-model.ts';
import type { RegionServices, Service } from '../world.ts';

/** A service that the engine answers for: its model, where it is found, and what it calls a broken constraint (spec 1.3). */
export interface ServedService {
  readonly model: ServiceModel;
  readonly constraintError: string;
  readonly of: (services: RegionServices) => Service;
}

const SERVED: readonly ServedService[] = [
  {
    model: codepipeline as unknown as ServiceModel,
    constraintError: 'ValidationException',
    of: (services) => services.codepipeline,
  },
  {
    model: codebuild as unknown as ServiceModel,
    constraintError: 'InvalidInputException',
    of: (services) => services.codebuild,
  },
  {
    model: logs as unknown as ServiceModel,
    constraintError: 'InvalidParameterException',
    of: (services) => services.logs,
  },
];

const byTarget = new Map(SERVED.map((served) => [served.model.targetPrefix, served]));

/** The service of an X-Amz-Target prefix such as `CodePipeline_20150709`. */
export function servedByTarget(prefix: string): ServedService | undefined {
  return byTarget.get(prefix);
}
