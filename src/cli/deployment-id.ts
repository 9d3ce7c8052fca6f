import { isDeploymentId } from '../domain/deployment.ts';
import { usage } from '../domain/fault.ts';
import { didYouMean } from '../domain/nearest.ts';

/** Throws a Fault of kind usage for a word that is no deployment's id. `verbs` are what else may stand there. */
export function checkDeploymentId(word: string, verbs: readonly string[] = []): void {
  if (isDeploymentId(word)) return;
  throw usage(`ID must be a deployment's, d- and 9 capitals or digits, not '${word}'${didYouMean(word, verbs)}`);
}
