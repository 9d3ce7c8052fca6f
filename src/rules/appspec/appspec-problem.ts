import type { Path } from '../definition-problem.ts';

/** One thing that is wrong in an AppSpec file, in the words of who reads it, and where it stands. */
export interface AppSpecProblem {
  readonly message: string;
  readonly path: Path;
}

export type AppSpecProblems = Generator<AppSpecProblem, void, undefined>;

/** The text of what cannot be read as YAML, or has not the form that is read from it [D]. */
export function unreadable(what: string, path: Path = []): AppSpecProblem {
  return { message: `The deployment failed because of a YAML parsing error: ${what}`, path };
}
