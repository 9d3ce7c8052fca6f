import type { Path } from './definition-problem.ts';
import type { ActionDeclaration, PipelineDeclaration } from './pipeline-declaration.ts';

/** An action and where it stands in the definition. */
export interface PlacedAction {
  readonly action: ActionDeclaration;
  readonly stageIndex: number;
  readonly path: Path;
}

/** All actions of a pipeline, in the order of the definition. */
export function eachAction(pipeline: PipelineDeclaration): PlacedAction[] {
  return pipeline.stages.flatMap((stage, stageIndex) =>
    stage.actions.map((action, index) => ({ action, stageIndex, path: ['stages', stageIndex, 'actions', index] })),
  );
}
