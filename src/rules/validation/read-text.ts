import type { Entry, Node } from './node.ts';

/** A text that is no JSON, or no YAML, from an offset on. */
export class SyntaxProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** What a text holds, without a root where it is empty, or the first reason why it cannot be read. */
export type ReadText =
  | { readonly root: Node | undefined; readonly duplicates: readonly Entry[]; readonly problem?: undefined }
  | { readonly problem: SyntaxProblem };
