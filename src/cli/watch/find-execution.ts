import { type Execution, type Executions, executionMatches, revisionMatches } from '../../domain/execution.ts';
import { notFound, usage } from '../../domain/fault.ts';

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
  if (executionId !== undefined) return byId(pipeline.name, items, executionId);
  if (revision !== undefined) {
    return items.find(({ revisions }) => revisions.some(({ id }) => revisionMatches(id, revision)));
  }
  if (items[0]) return items[0];
  throw notFound('PipelineExecutionNotFoundException', `${pipeline.name} has never run`);
}

function byId(pipeline: string, items: readonly Execution[], wanted: string): Execution {
  const found = items.filter(({ id }) => executionMatches(id, wanted));
  if (found.length > 1) throw usage(`several executions of ${pipeline} begin with ${wanted}: give more of the id`);
  if (found[0]) return found[0];
  throw notFound('PipelineExecutionNotFoundException', `${pipeline} has no execution ${wanted}`);
}
