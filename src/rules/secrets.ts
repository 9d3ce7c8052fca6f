import type { FindActionType } from './action-types.ts';
import { type DefinitionProblem, inAction } from './definition-problem.ts';
import { eachAction } from './each-action.ts';
import type { ActionDeclaration, PipelineDeclaration } from './pipeline-declaration.ts';

/** What stands in the place of a secret in everything that AWS gives back (spec 2.2). */
export const MASK = '****';

/** An action's configuration as AWS shows it: secrets masked (spec 2.2). */
export function maskedConfiguration(action: ActionDeclaration, find: FindActionType): Readonly<Record<string, string>> {
  const configuration = action.configuration ?? {};
  const secret = secretKeys(action, find).filter((key) => configuration[key] !== undefined);
  if (secret.length === 0) return configuration;
  return { ...configuration, ...Object.fromEntries(secret.map((key) => [key, MASK])) };
}

/** A definition as AWS shows it; the same one where nothing is secret. */
export function maskSecrets(pipeline: PipelineDeclaration, find: FindActionType): PipelineDeclaration {
  if (eachAction(pipeline).every(({ action }) => secretKeys(action, find).length === 0)) return pipeline;
  return mapActions(pipeline, (action) =>
    secretKeys(action, find).length ? { ...action, configuration: maskedConfiguration(action, find) } : action,
  );
}

/** Puts the stored secrets where the new definition says `****`, action by action of the same stage (spec 2.2). */
export function keepSecrets(
  pipeline: PipelineDeclaration,
  stored: PipelineDeclaration,
  find: FindActionType,
): PipelineDeclaration {
  return mapActions(pipeline, (action, stageName) => {
    const masked = secretKeys(action, find).filter((key) => action.configuration?.[key] === MASK);
    const before = stored.stages
      .find((stage) => stage.name === stageName)
      ?.actions.find((other) => other.name === action.name)?.configuration;
    const kept = masked.filter((key) => before?.[key] !== undefined).map((key) => [key, before![key]!]);
    if (kept.length === 0) return action;
    return { ...action, configuration: { ...action.configuration, ...Object.fromEntries(kept) } };
  });
}

/** A mask that stands for no stored secret (spec 2.2). */
export function findUnknownSecret(pipeline: PipelineDeclaration, find: FindActionType): DefinitionProblem | undefined {
  for (const { action, path } of eachAction(pipeline)) {
    const key = secretKeys(action, find).find((name) => action.configuration?.[name] === MASK);
    if (key) {
      const message = `Action configuration for the new action '${action.name}' contains an invalid configuration for the secret property '${key}'. '${MASK}' may be used in secret properties only when updating an existing action.`;
      return inAction(message, [...path, 'configuration', key]);
    }
  }
  return undefined;
}

function secretKeys(action: ActionDeclaration, find: FindActionType): readonly string[] {
  return find(action.actionTypeId)?.secret ?? [];
}

/** The same pipeline with every action changed. */
export function mapActions(
  pipeline: PipelineDeclaration,
  change: (action: ActionDeclaration, stageName: string) => ActionDeclaration,
): PipelineDeclaration {
  const stages = pipeline.stages.map((stage) => ({
    ...stage,
    actions: stage.actions.map((action) => change(action, stage.name)),
  }));
  return { ...pipeline, stages };
}
