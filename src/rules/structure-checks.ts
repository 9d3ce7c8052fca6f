import { inStructure, type Report } from './definition-problem.ts';
import type { PipelineDeclaration, StageDeclaration } from './pipeline-declaration.ts';

/** What a pipeline as a whole must be made of (spec 2.2). */
export function checkStructure(pipeline: PipelineDeclaration, report: Report): void {
  checkStore(pipeline, report);
  const [first, ...later] = pipeline.stages;
  if (pipeline.stages.length < 2) {
    const count = pipeline.stages.length;
    report(
      inStructure(
        `Pipeline has only ${count} stage(s). There should be a minimum of 2 stages in a pipeline`, // [R]
        ['stages'],
      ),
    );
  }
  if (!first?.actions.length || !first.actions.every(isSource)) {
    report(inStructure('Pipeline should start with a stage that only contains source actions', ['stages', 0]));
  }
  checkLaterSources(later, report);
  if (pipeline.stages.every((stage) => stage.actions.every(isSource))) {
    report(inStructure('Pipeline should contain at least 1 action whose category is not Source', ['stages']));
  }
}

function checkStore(pipeline: PipelineDeclaration, report: Report): void {
  if (pipeline.artifactStore && pipeline.artifactStores) {
    report(inStructure("Specify either 'pipeline.artifactStore' or 'pipeline.artifactStores', not both")); // [D]
  }
  if (!pipeline.artifactStore && !pipeline.artifactStores) {
    report(inStructure("One of 'pipeline.artifactStore' and 'pipeline.artifactStores' must be specified")); // [D]
  }
}

function checkLaterSources(later: readonly StageDeclaration[], report: Report): void {
  for (const [index, stage] of later.entries()) {
    const source = stage.actions.findIndex(isSource);
    if (source >= 0) {
      const path = ['stages', index + 1, 'actions', source];
      report(inStructure('Source actions can only be included in the first stage of the pipeline', path));
    }
  }
}

function isSource(action: StageDeclaration['actions'][number]): boolean {
  return action.actionTypeId.category === 'Source';
}
