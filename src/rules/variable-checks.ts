import { comesBefore } from './artifact-checks.ts';
import { inAction, inStage, type Report } from './definition-problem.ts';
import { eachAction, eachRule, type PlacedAction } from './each-action.ts';
import { isV2, type PipelineDeclaration } from './pipeline-declaration.ts';
import { CODEPIPELINE_NAMESPACE, VARIABLES_NAMESPACE, variableReferences } from './variable-references.ts';

/** Namespaces are each action's own, and what refers to one comes after it (spec 2.1, 2.10, 9). */
export function checkVariableUse(pipeline: PipelineDeclaration, report: Report): void {
  const actions = eachAction(pipeline);
  const reserved = isV2(pipeline) ? [CODEPIPELINE_NAMESPACE, VARIABLES_NAMESPACE] : [CODEPIPELINE_NAMESPACE];
  const artifacts = new Set(actions.flatMap(({ action }) => (action.outputArtifacts ?? []).map(({ name }) => name)));
  const owners = new Map<string, PlacedAction>();
  for (const placed of actions) {
    const { namespace, name } = placed.action;
    if (namespace === undefined) continue;
    const path = [...placed.path, 'namespace'];
    if (reserved.includes(namespace)) {
      report(inAction(`Namespace '${namespace}' of action '${name}' is reserved`, path)); // [D]
    }
    if (artifacts.has(namespace)) {
      report(inAction(`Namespace '${namespace}' of action '${name}' is the name of an artifact`, path)); // [D]
    }
    if (owners.has(namespace)) {
      const message = `Namespaces must be unique across the pipeline definition. The following namespace is already in use: ${namespace}`;
      report(inAction(message, path));
    }
    owners.set(namespace, placed);
  }
  for (const placed of actions) checkReferences(placed, owners, reserved, report);
  checkRuleReferences(pipeline, owners, reserved, report);
}

function checkReferences(
  user: PlacedAction,
  owners: ReadonlyMap<string, PlacedAction>,
  reserved: readonly string[],
  report: Report,
): void {
  for (const [key, value] of Object.entries(user.action.configuration ?? {})) {
    for (const { namespace } of variableReferences(value)) {
      if (reserved.includes(namespace)) continue;
      const owner = owners.get(namespace);
      const path = [...user.path, 'configuration', key];
      if (!owner) {
        const message = `Action '${user.action.name}' refers to the namespace '${namespace}', which no action of the pipeline has`; // [D]
        report(inAction(message, path));
      } else if (!comesBefore(owner, user)) {
        const message = `Action '${user.action.name}' refers to the namespace '${namespace}' of action '${owner.action.name}', which does not run before it`; // [D]
        report(inAction(message, path));
      }
    }
  }
}

/** A rule may refer to what has run when it is checked: before entry the earlier stages, later its own stage too [D]. */
function checkRuleReferences(
  pipeline: PipelineDeclaration,
  owners: ReadonlyMap<string, PlacedAction>,
  reserved: readonly string[],
  report: Report,
): void {
  for (const { rule, place, stageIndex, path } of eachRule(pipeline)) {
    const last = place === 'beforeEntry' ? stageIndex - 1 : stageIndex;
    for (const [key, value] of Object.entries(rule.configuration ?? {})) {
      const unknown = variableReferences(value).find(
        ({ namespace }) => !reserved.includes(namespace) && !((owners.get(namespace)?.stageIndex ?? Infinity) <= last),
      );
      if (!unknown) continue;
      const message = `Rule '${rule.name}' refers to the namespace '${unknown.namespace}', which no action that runs before it has`;
      report(inStage(message, [...path, 'configuration', key]));
    }
  }
}
