import type { ActionType, FindActionType } from '../../../rules/action-types.ts';
import {
  type ActionDeclaration,
  type PipelineDeclaration,
  runOrderOf,
  type StageDeclaration,
} from '../../../rules/pipeline-declaration.ts';
import { maskedConfiguration } from '../../../rules/secrets.ts';
import { variableReferences } from '../../../rules/variable-references.ts';

/** An action of one version of a pipeline, with what the engine needs to know of it at every run. */
export interface ActionLayout {
  readonly name: string;
  /** The index of its stage, and its own among the stage's actions as declared. */
  readonly stageIndex: number;
  readonly index: number;
  readonly declaration: ActionDeclaration;
  readonly type: ActionType;
  /** The configuration as declared, secrets masked; shared by all runs. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly hasReferences: boolean;
}

export interface StageLayout {
  readonly name: string;
  readonly index: number;
  readonly declaration: StageDeclaration;
  /** As declared. */
  readonly actions: readonly ActionLayout[];
  /** Actions that run together, by ascending run order. */
  readonly groups: readonly (readonly ActionLayout[])[];
}

/** A version of a pipeline's definition, made once and shared by all its executions. */
export interface PipelineVersion {
  readonly number: number;
  readonly declaration: PipelineDeclaration;
  /** Grows when the stages change; executions of another structure cannot go on (spec 2.7). */
  readonly structure: number;
  readonly stages: readonly StageLayout[];
  readonly namespaces: ReadonlyMap<string, ActionLayout>;
  /** The places of the artifacts that its actions make, by name. */
  readonly artifacts: ReadonlyMap<string, number>;
}

/** `find` knows the action types of the account. */
export function layOut(
  declaration: PipelineDeclaration,
  number: number,
  structure: number,
  find: FindActionType,
): PipelineVersion {
  const stages = declaration.stages.map((stage, index) => layOutStage(stage, index, find));
  const actions = stages.flatMap((stage) => stage.actions);
  const named = actions.filter((action) => action.declaration.namespace !== undefined);
  const namespaces = new Map(named.map((action) => [action.declaration.namespace!, action]));
  const outputs = actions.flatMap((action) => action.declaration.outputArtifacts ?? []);
  const artifacts = new Map(outputs.map(({ name }, place) => [name, place]));
  return { number, declaration, structure, stages, namespaces, artifacts };
}

function layOutStage(declaration: StageDeclaration, stageIndex: number, find: FindActionType): StageLayout {
  const { name, actions: declarations } = declaration;
  const actions = declarations.map((action, index) => layOutAction(action, stageIndex, index, find));
  const orders = [...new Set(declarations.map(runOrderOf))].sort((a, b) => a - b);
  const groups = orders.map((order) => actions.filter((action) => runOrderOf(action.declaration) === order));
  return { name, index: stageIndex, declaration, actions, groups };
}

function layOutAction(
  declaration: ActionDeclaration,
  stageIndex: number,
  index: number,
  find: FindActionType,
): ActionLayout {
  const type = find(declaration.actionTypeId);
  if (!type) throw new Error(`action '${declaration.name}' was not checked before it was laid out`);
  const hasReferences = Object.values(declaration.configuration ?? {}).some(
    (value) => variableReferences(value).length > 0,
  );
  return {
    name: declaration.name,
    stageIndex,
    index,
    declaration,
    type,
    configuration: maskedConfiguration(declaration, find),
    hasReferences,
  };
}
