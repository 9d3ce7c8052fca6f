import { usage } from '../domain/fault.ts';
import { didYouMean } from './nearest.ts';

// As the service takes it: anything else it refuses.
const ID = /^d-[A-Z0-9]{9}$/;

/** Throws a Fault of kind usage for a word that is no deployment's id. `verbs` are what else may stand there. */
export function checkDeploymentId(word: string, verbs: readonly string[] = []): void {
  if (ID.test(word)) return;
  throw usage(`'${word}' is no deployment id: it must be d- and 9 capitals or digits${didYouMean(word, verbs)}`);
}
