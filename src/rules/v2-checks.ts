import type { FindActionType } from './action-types.ts';
import { inAction, inStage, inStructure, type Report } from './definition-problem.ts';
import { eachAction } from './each-action.ts';
import { isV2, type PipelineDeclaration, type StageDeclaration } from './pipeline-declaration.ts';
import { checkTriggers } from './trigger-checks.ts';

/** What only V2 pipelines may have, and what it must be like when they have it (spec 2.2). */
export function checkFeatures(pipeline: PipelineDeclaration, find: FindActionType, report: Report): void {
  if (!isV2(pipeline)) checkV1(pipeline, find, report);
  checkVariableNames(pipeline, report);
  checkTriggers(pipeline, report);
  checkParallel(pipeline, report);
}

function checkV1(pipeline: PipelineDeclaration, find: FindActionType, report: Report): void {
  if (pipeline.executionMode === 'QUEUED' || pipeline.executionMode === 'PARALLEL') {
    report(inStructure('QUEUED or PARALLEL mode can only be used with V2 pipelines', ['executionMode']));
  }
  if (pipeline.variables?.length) {
    report(inStructure('Pipeline variable can only be used with V2 pipelines', ['variables']));
  }
  if (pipeline.triggers?.length) {
    report(inStructure('Triggers on tag can only be used with V2 pipelines', ['triggers']));
  }
  for (const [index, stage] of pipeline.stages.entries()) {
    if (hasConditions(stage)) {
      report(inStage('Stage level conditions can only be used with V2 pipelines.', ['stages', index]));
    }
  }
  for (const { action, path } of eachAction(pipeline)) {
    if (find(action.actionTypeId)?.v2Only) {
      report(inAction(`${action.actionTypeId.provider} Action can only be used with V2 pipelines.`, path));
    }
  }
}

/** Whether a stage has any of beforeEntry, onSuccess and onFailure. */
function hasConditions(stage: StageDeclaration): boolean {
  return Boolean(stage.beforeEntry || stage.onSuccess || stage.onFailure);
}

function checkVariableNames(pipeline: PipelineDeclaration, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { name }] of (pipeline.variables ?? []).entries()) {
    if (seen.has(name)) {
      const message = `Variable names must be unique. The following variable name is already in use: ${name}`;
      report(inStructure(message, ['variables', index, 'name']));
    }
    seen.add(name);
  }
}

function checkParallel(pipeline: PipelineDeclaration, report: Report): void {
  if (pipeline.executionMode !== 'PARALLEL') return;
  for (const [index, { onFailure }] of pipeline.stages.entries()) {
    const results = [onFailure?.result, ...(onFailure?.conditions ?? []).map(({ result }) => result)];
    if (results.includes('ROLLBACK')) {
      const message = 'Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.';
      report(inStage(message, ['stages', index, 'onFailure']));
    }
  }
}
