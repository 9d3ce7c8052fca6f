import { inStructure, type Report } from './definition-problem.ts';
import { eachAction } from './each-action.ts';
import type { PipelineDeclaration } from './pipeline-declaration.ts';

/** Triggers: one for a source action, which must be a connection, and filters that AWS can combine (spec 2.1, 2.2). */
export function checkTriggers(pipeline: PipelineDeclaration, report: Report): void {
  const connections = new Set(
    eachAction(pipeline)
      .filter(({ action }) => action.actionTypeId.provider === 'CodeStarSourceConnection')
      .map(({ action }) => action.name),
  );
  const seen = new Set<string>();
  for (const [index, { gitConfiguration }] of (pipeline.triggers ?? []).entries()) {
    const { sourceActionName, push = [] } = gitConfiguration;
    const path = ['triggers', index, 'gitConfiguration'];
    if (!connections.has(sourceActionName)) {
      const message = 'Triggers for connections must reference a CodeStarSourceConnection action.';
      report(inStructure(message, [...path, 'sourceActionName']));
    }
    if (seen.has(sourceActionName)) {
      const message = `Source action '${sourceActionName}' has more than one trigger configuration`; // [D]
      report(inStructure(message, [...path, 'sourceActionName']));
    }
    seen.add(sourceActionName);
    for (const [place, { tags, branches, filePaths }] of push.entries()) {
      if (tags && (branches || filePaths)) {
        const message = `The trigger of source action '${sourceActionName}' has a push filter that combines tags with branches or file paths`; // [D]
        report(inStructure(message, [...path, 'push', place])); // [R]
      }
    }
  }
}
