import type { PipelineDeclaration } from '../../../rules/pipeline-declaration.ts';
import { hasConditions } from '../../../rules/v2-checks.ts';
import { AwsError } from '../../aws-error.ts';

/** Refuses by name what AWS would run and this engine does not, rather than run it wrongly. */
export function refuseUnsupported(pipeline: PipelineDeclaration): void {
  const mode = pipeline.executionMode ?? 'SUPERSEDED';
  if (mode !== 'SUPERSEDED') throw refusal(`executionMode ${mode}`);
  for (const stage of pipeline.stages) {
    if (hasConditions(stage)) {
      const places = (['beforeEntry', 'onSuccess', 'onFailure'] as const).filter((place) => stage[place]);
      throw refusal(`${places.join(', ')} of stage '${stage.name}'`);
    }
  }
}

/** The filters of a trigger, when a push would have to be held against them. */
export function refuseFilters(pipeline: PipelineDeclaration, actionName: string): void {
  const trigger = pipeline.triggers?.find(({ gitConfiguration }) => gitConfiguration.sourceActionName === actionName);
  if (!trigger) return;
  const { push = [], pullRequest = [] } = trigger.gitConfiguration;
  const filters = push.some((filter) => filter.tags || filter.branches || filter.filePaths) || pullRequest.length > 0;
  if (filters) throw refusal(`a filter in the trigger of source action '${actionName}'`);
}

function refusal(what: string): AwsError {
  return new AwsError('InvalidStructureException', `This version of the mock engine does not run ${what}`);
}
