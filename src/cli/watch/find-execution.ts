import { type Execution, type Executions, revisionMatches } from '../../domain/execution.ts';
import { executionNamed, neverRan } from '../../domain/execution-named.ts';

/** Which execution is meant: one that was just started, one by its id, one that carries a revision, or the newest. */
export interface Wanted {
  /** The whole id of an execution that exists; the list may not show it yet. */
  readonly started?: string;
  readonly executionId?: string;
  readonly revision?: string;
}

/**
 * The execution that is meant, among the newest of a pipeline. Undefined while it is waited for and has not come yet.
 * Throws a Fault: not-found for an id that is not there and for a pipeline that never ran, usage for an ambiguous id.
 */
export function findExecution({ pipeline, items }: Executions, wanted: Wanted): Execution | undefined {
  const { started, executionId, revision } = wanted;
  if (started !== undefined) return items.find(({ id }) => id === started);
  if (executionId !== undefined) return executionNamed(pipeline.name, items, executionId);
  if (revision !== undefined) {
    return items.find(({ revisions }) => revisions.some(({ id }) => revisionMatches(id, revision)));
  }
  if (items[0]) return items[0];
  throw neverRan(pipeline.name);
}
