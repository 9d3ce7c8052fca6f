import { AwsError } from '../../aws-error.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';

/** The source action of that name in the current definition. */
export function sourceActionOf(pipeline: Pipeline, actionName: string): ActionLayout | undefined {
  return currentVersion(pipeline).stages[0]!.actions.find(({ name }) => name === actionName);
}

/** Throws ActionNotFoundException for an action that is not one of the pipeline's sources. */
export function findSourceAction(pipeline: Pipeline, actionName: string): ActionLayout {
  const action = sourceActionOf(pipeline, actionName);
  if (!action) {
    const message = `Pipeline '${pipeline.name}' does not have a source action '${actionName}'`;
    throw new AwsError('ActionNotFoundException', message);
  }
  return action;
}
