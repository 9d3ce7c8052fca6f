import { parseDocument } from 'yaml';
import { type AppSpecDocument, readAppSpecDocument } from '../../../src/rules/appspec/appspec-document.ts';
import type { AppSpecProblem, AppSpecProblems } from '../../../src/rules/appspec/appspec-problem.ts';

export function documentOf(text: string): AppSpecDocument {
  const read = readAppSpecDocument(text, () => parseDocument);
  if ('message' in read) throw new Error(read.message);
  return read;
}

/** All problems as `path: message`, the way to read a table of them. */
export function problemsIn(
  text: string,
  check: (document: AppSpecDocument) => AppSpecProblems,
): readonly AppSpecProblem[] {
  const read = readAppSpecDocument(text, () => parseDocument);
  return 'message' in read ? [read] : [...check(read)];
}
