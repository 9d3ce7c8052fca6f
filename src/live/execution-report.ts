import { type ActionExecution, type Execution, type ExecutionDetail, rollbackAfter } from '../domain/execution.ts';
import type { CourseStage, ExecutionRecord } from '../domain/execution-course.ts';
import { courseOf } from '../domain/execution-course.ts';
import { executionAmong, neverRan, noExecution } from '../domain/execution-named.ts';
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
    const execution = executionAmong(id.name, page, wanted);
    if (execution) return { execution, newest: newer };
  }
  throw newer.length === 0 ? neverRan(id.name) : noExecution(id.name, wanted);
}
