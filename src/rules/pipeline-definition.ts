import { checkActions } from './action-checks.ts';
import { type FindActionType, findActionType } from './action-types.ts';
import { checkArtifacts } from './artifact-checks.ts';
import { checkConditions } from './condition-checks.ts';
import type { DefinitionProblem, Report } from './definition-problem.ts';
import { checkLimits } from './limit-checks.ts';
import type { PipelineDeclaration } from './pipeline-declaration.ts';
import { checkRegions } from './region-checks.ts';
import { checkStages } from './stage-checks.ts';
import { checkStructure } from './structure-checks.ts';
import { checkFeatures } from './v2-checks.ts';
import { checkVariableUse } from './variable-checks.ts';

/**
 * What AWS refuses in a definition whose fields already satisfy the service model, in the order in
 * which it looks: structure, stages, actions, artifacts, regions, V2 features, limits (spec 2.2).
 * The first problem is the one that the service answers with. `find` knows the action types of the account.
 */
export function checkPipelineDefinition(
  pipeline: PipelineDeclaration,
  region: string,
  find: FindActionType = findActionType,
): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  checkStructure(pipeline, report);
  checkStages(pipeline, report);
  checkConditions(pipeline, report);
  checkActions(pipeline, region, find, report);
  checkVariableUse(pipeline, report);
  checkArtifacts(pipeline, find, report);
  checkRegions(pipeline, region, report);
  checkFeatures(pipeline, find, report);
  checkLimits(pipeline, report);
  return problems;
}

/** The problem that the service would answer with, if there is one (spec 2.2). */
export function firstDefinitionProblem(
  pipeline: PipelineDeclaration,
  region: string,
  find: FindActionType = findActionType,
): DefinitionProblem | undefined {
  return checkPipelineDefinition(pipeline, region, find)[0];
}
