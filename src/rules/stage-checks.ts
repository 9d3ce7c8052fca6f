import { inAction, inStage, type Path, type Report } from './definition-problem.ts';
import type { PipelineDeclaration, StageDeclaration } from './pipeline-declaration.ts';

/** What each stage must be (spec 2.2). */
export function checkStages(pipeline: PipelineDeclaration, report: Report): void {
  const seen = new Set<string>();
  for (const [index, stage] of pipeline.stages.entries()) {
    const path = ['stages', index];
    if (seen.has(stage.name)) report(inStage(`Stage name '${stage.name}' is used more than once`, [...path, 'name']));
    seen.add(stage.name);
    checkStage(stage, path, report);
  }
}

function checkStage(stage: StageDeclaration, path: Path, report: Report): void {
  if (stage.actions.length === 0) {
    report(inStage(`Stage '${stage.name}' should contain at least 1 action`, [...path, 'actions'])); // [D]
  }
  if (stage.blockers?.length) {
    report({
      exception: 'InvalidBlockerDeclarationException',
      message: `Stage '${stage.name}' declares blockers, which are reserved`, // [D]
      path: [...path, 'blockers'],
    });
  }
  checkActionNames(stage, path, report);
}

function checkActionNames(stage: StageDeclaration, path: Path, report: Report): void {
  const seen = new Set<string>();
  for (const [index, action] of stage.actions.entries()) {
    if (seen.has(action.name)) {
      const message = `Action name '${action.name}' is used more than once in stage '${stage.name}'`; // [D]
      report(inAction(message, [...path, 'actions', index, 'name']));
    }
    seen.add(action.name);
  }
}
