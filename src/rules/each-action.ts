import type { Path } from './definition-problem.ts';
import {
  type ActionDeclaration,
  CONDITION_PLACES,
  type ConditionPlace,
  conditionAt,
  type PipelineDeclaration,
  type RuleDeclaration,
} from './pipeline-declaration.ts';

/** An action and where it stands in the definition. */
export interface PlacedAction {
  readonly action: ActionDeclaration;
  readonly stageIndex: number;
  readonly path: Path;
}

const placedActions = new WeakMap<PipelineDeclaration, readonly PlacedAction[]>();

/** All actions of a pipeline, in the order of the definition; made once, since a definition does not change. */
export function eachAction(pipeline: PipelineDeclaration): readonly PlacedAction[] {
  let placed = placedActions.get(pipeline);
  if (!placed) {
    placed = pipeline.stages.flatMap((stage, stageIndex) =>
      stage.actions.map((action, index) => ({ action, stageIndex, path: ['stages', stageIndex, 'actions', index] })),
    );
    placedActions.set(pipeline, placed);
  }
  return placed;
}

/** A rule of a stage condition and where it stands in the definition. */
export interface PlacedRule {
  readonly rule: RuleDeclaration;
  readonly place: ConditionPlace;
  readonly stageIndex: number;
  readonly path: Path;
}

/** All rules of a pipeline's stage conditions, in the order of the definition. */
export function eachRule(pipeline: PipelineDeclaration): PlacedRule[] {
  return pipeline.stages.flatMap((stage, stageIndex) =>
    CONDITION_PLACES.flatMap((place) =>
      (conditionAt(stage, place)?.rules ?? []).map((rule, index) => {
        const path = ['stages', stageIndex, place, 'conditions', 0, 'rules', index];
        return { rule, place, stageIndex, path };
      }),
    ),
  );
}
