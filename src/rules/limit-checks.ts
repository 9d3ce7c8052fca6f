import { inStage, inStructure, type Report } from './definition-problem.ts';
import { eachAction } from './each-action.ts';
import type { PipelineDeclaration } from './pipeline-declaration.ts';

const STAGES_IN_PIPELINE = 50;
const ACTIONS_IN_STAGE = 50;
const ACTIONS_IN_PIPELINE = 500;

/** How much fits into one pipeline (spec 2.1, 2.2). */
export function checkLimits(pipeline: PipelineDeclaration, report: Report): void {
  if (pipeline.stages.length > STAGES_IN_PIPELINE) {
    const message = `Pipeline has too many stages. There can only be up to ${STAGES_IN_PIPELINE} stages in a pipeline`;
    report(inStructure(message, ['stages']));
  }
  for (const [index, stage] of pipeline.stages.entries()) {
    if (stage.actions.length > ACTIONS_IN_STAGE) {
      const message = `Stage '${stage.name}' has too many actions. There can only be up to ${ACTIONS_IN_STAGE} actions in a stage`; // [D]
      report(inStage(message, ['stages', index, 'actions']));
    }
  }
  if (eachAction(pipeline).length > ACTIONS_IN_PIPELINE) {
    const message = `Pipeline has too many actions. There can only be up to ${ACTIONS_IN_PIPELINE} actions in a pipeline`; // [D]
    report(inStructure(message, ['stages']));
  }
}
