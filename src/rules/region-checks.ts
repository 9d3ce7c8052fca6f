import { inStructure, type Report } from './definition-problem.ts';
import { eachAction } from './each-action.ts';
import type { PipelineDeclaration } from './pipeline-declaration.ts';

const SINGLE_STORE =
  "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action.";

/** Every region in which an action runs has an artifact store (spec 2.2). */
export function checkRegions(pipeline: PipelineDeclaration, region: string, report: Report): void {
  const regions = new Set([region, ...eachAction(pipeline).map(({ action }) => action.region ?? region)]);
  if (pipeline.artifactStores) {
    for (const needed of regions) {
      if (!pipeline.artifactStores[needed]) {
        const message = `Your pipeline must have an artifact store, such as an artifact bucket, for each region where you have an action. The following region is missing in 'pipeline.artifactStores': ${needed}.`;
        report(inStructure(message, ['artifactStores']));
      }
    }
  } else if (regions.size > 1) {
    report(inStructure(SINGLE_STORE, ['artifactStore']));
  }
}
