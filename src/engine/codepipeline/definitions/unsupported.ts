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

function refusal(what: string): AwsError {
  return new AwsError('InvalidStructureException', `This version of the mock engine does not run ${what}`);
}
