import { refusalOf, TRANSITION_REASON } from '../reasons.ts';
import { TEMPLATE } from './dialect.ts';
import { PIPELINE_RESOURCE } from './document-kind.ts';
import type { ReportFound } from './finding.ts';
import { memberOf, type Node, textOf } from './node.ts';
import { checkPipeline, type DeclaredPipeline } from './pipeline-document.ts';

/** Every pipeline of a CloudFormation template. */
export function checkTemplate(root: Node, region: string | undefined, report: ReportFound): DeclaredPipeline[] {
  const resources = memberOf(root, 'Resources');
  const pipelines = (resources?.kind === 'map' ? resources.entries : []).filter(
    ({ value }) => textOf(memberOf(value, 'Type')) === PIPELINE_RESOURCE,
  );
  if (pipelines.length === 0) {
    const message = `the template has no resource of the type ${PIPELINE_RESOURCE}: there is nothing to check`;
    report({ severity: 'warning', rule: 'no-pipeline', message, at: resources?.at ?? root.at });
  }
  return pipelines.flatMap(({ key, keyAt, value }) => {
    const properties = memberOf(value, 'Properties');
    if (!properties) {
      report({
        severity: 'error',
        rule: 'ValidationException',
        message: `the pipeline ${key} has no Properties`,
        at: keyAt,
        pipeline: key,
      });
      return [];
    }
    const pipeline = checkPipeline(properties, { dialect: TEMPLATE, region, logicalId: key }, report);
    checkClosedTransitions(properties, pipeline, report);
    return [pipeline];
  });
}

/** Transitions that the stack closes: of stages that there are, for reasons that AWS takes (spec 2.5). */
function checkClosedTransitions(properties: Node, { name, declaration }: DeclaredPipeline, report: ReportFound): void {
  const closed = memberOf(properties, 'DisableInboundStageTransitions');
  const stages = declaration.stages.map((stage) => stage.name);
  // No name begins so, but a placeholder.
  const isAllKnown = stages.every((stage) => !stage.startsWith('<'));
  for (const item of closed?.kind === 'list' ? closed.items : []) {
    const fail = (message: string, at: number) =>
      report({
        severity: 'error',
        rule: 'closed-transition',
        message,
        at,
        ...(name !== undefined && { pipeline: name }),
      });
    const stage = memberOf(item, 'StageName');
    const stageName = textOf(stage);
    if (stage && stageName !== undefined && isAllKnown && !stages.includes(stageName)) {
      fail(`a transition is closed into the stage '${stageName}', which the pipeline does not have`, stage.at);
    }
    const reason = memberOf(item, 'Reason');
    const refusal = reason && textOf(reason) !== undefined ? refusalOf(TRANSITION_REASON, textOf(reason)!) : undefined;
    if (reason && refusal !== undefined) fail(`the reason of a closed transition: ${refusal}`, reason.at);
  }
}
