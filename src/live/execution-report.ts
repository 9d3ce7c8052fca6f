import {
  type ActionExecution,
  type Execution,
  type ExecutionDetail,
  executionMatches,
  rollbackAfter,
} from '../domain/execution.ts';
import type { CourseStage, ExecutionRecord } from '../domain/execution-course.ts';
import { courseOf } from '../domain/execution-course.ts';
import { notFound, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import { executionPages } from './execution-history.ts';
import type { Live } from './live.ts';
import { actionExecutions, build, executionDetail, pipelineState, ruleExecutions } from './needs.ts';

/** Everything that AWS tells of one execution. */
export interface ExecutionReport extends ExecutionRecord {
  readonly pipeline: PipelineId;
  readonly detail: ExecutionDetail;
  readonly course: readonly CourseStage[];
  /** The execution that took it back by itself, among the newest. */
  readonly rolledBackBy?: Execution;
}

/** Reads an execution, named by its id or by a prefix of at least 6 characters. Throws Fault: not-found, and usage where several begin so. */
export async function readExecutionReport(live: Live, id: PipelineId, wanted: string): Promise<ExecutionReport> {
  const { execution, newest } = await findExecution(live, id, wanted);
  const [state, detail, listed] = await Promise.all([
    live.read(pipelineState(id)),
    live.read(executionDetail(id, execution.id)),
    live.read(actionExecutions(id, execution.id)),
  ]);
  const runs = await Promise.all(listed.map((run) => withLog(live, id, run)));
  // Only definitions with conditions have rules that could have run.
  const hasConditions = state.stages.some(({ conditions }) => conditions.length > 0);
  const rules = hasConditions ? await live.read(ruleExecutions(id, execution.id)) : [];
  const record = { execution, runs, rules };
  const rolledBackBy = rollbackAfter({ pipeline: id, items: newest }, execution);
  return { ...record, pipeline: id, detail, course: courseOf(state, record), rolledBackBy };
}

/** Where CodePipeline names no log, CodeBuild may; one that nobody tells of is none. */
async function withLog(live: Live, id: PipelineId, run: ActionExecution): Promise<ActionExecution> {
  if (run.log || run.provider !== 'CodeBuild' || !run.externalId) return run;
  const log = await live.read(build(id, run.externalId)).then(
    (found) => found.log,
    () => undefined,
  );
  return { ...run, log };
}

/** Looks as far back as it takes; what begins alike is looked for on the same page. */
async function findExecution(live: Live, id: PipelineId, wanted: string) {
  const newer: Execution[] = [];
  for await (const page of executionPages(live, id)) {
    newer.push(...page);
    const found = page.filter((execution) => executionMatches(execution.id, wanted));
    if (found.length > 1) throw usage(`several executions of ${id.name} begin with ${wanted}: give more of the id`);
    if (found[0]) return { execution: found[0], newest: newer };
  }
  const message = newer.length === 0 ? `${id.name} has never run` : `${id.name} has no execution ${wanted}`;
  throw notFound('PipelineExecutionNotFoundException', message);
}
