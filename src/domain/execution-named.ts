import { type Execution, executionMatches } from './execution.ts';
import { type Fault, notFound, usage } from './fault.ts';

/** The execution of that id, or the one whose id begins so, among some of a pipeline. Throws Fault `not-found`, and `usage` where several do. */
export function executionNamed(pipeline: string, executions: readonly Execution[], wanted: string): Execution {
  const execution = executionAmong(pipeline, executions, wanted);
  if (!execution) throw noExecution(pipeline, wanted);
  return execution;
}

/** The same, undefined where there is none. */
export function executionAmong(
  pipeline: string,
  executions: readonly Execution[],
  wanted: string,
): Execution | undefined {
  const found = executions.filter(({ id }) => executionMatches(id, wanted));
  if (found.length > 1) throw usage(`several executions of ${pipeline} begin with ${wanted}: give more of the id`);
  return found[0];
}

const UNKNOWN = 'PipelineExecutionNotFoundException';

export function noExecution(pipeline: string, wanted: string): Fault {
  return notFound(UNKNOWN, `${pipeline} has no execution ${wanted}`);
}

export function neverRan(pipeline: string): Fault {
  return notFound(UNKNOWN, `${pipeline} has never run`);
}
