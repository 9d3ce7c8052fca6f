import { stopPipelineExecution } from '../aws/codepipeline.ts';
import { type Execution, isOver, shortExecution } from '../domain/execution.ts';
import { executionNamed } from '../domain/execution-named.ts';
import { stale } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import { inPipeline } from '../domain/subject.ts';
import { executions } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { refusalOf, STOP_REASON } from '../rules/reasons.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { stageAwaited, stageOfExecution } from './stage.ts';
import { agoText, carriedShort, carriedText, whereText } from './wording.ts';

/** Plans to stop an execution: after its running actions, or at once and abandoning them. Throws Fault `stale` when it is over already. */
export async function planStop(
  deps: OperationDeps,
  request: { pipeline: PipelineId; executionId: string; abandon: boolean },
): Promise<Plan> {
  const { live } = deps;
  const { pipeline, abandon } = request;
  const view = await readPipelineView(live, pipeline);
  const execution = stoppable(view, pipeline, request.executionId);
  const operation = abandon ? 'abandon' : 'stop';
  const subject = inPipeline(pipeline, { executionId: execution.id });
  return {
    operation,
    title: `${abandon ? 'Stop and abandon' : 'Stop'} ${shortExecution(execution.id)} in ${pipeline.name}`,
    subjects: [subject],
    facts: facts(deps, view, execution, abandon),
    confirm: `${abandon ? 'Abandon' : 'Stop'} ${carriedShort(view, execution.id)}`,
    dangerous: abandon,
    text: { label: 'Reason', max: STOP_REASON.max, required: false, check: (text) => refusalOf(STOP_REASON, text) },
    command: (text) =>
      signalboxLine(live, pipeline, [
        'stop',
        pipeline.name,
        shortExecution(execution.id),
        ...(abandon ? ['--abandon'] : []),
        ...(text ? ['--reason', text] : []),
      ]),
    awsCommand: (text) =>
      awsLine(live, pipeline, [
        'stop-pipeline-execution',
        '--pipeline-name',
        pipeline.name,
        '--pipeline-execution-id',
        execution.id,
        ...(abandon ? ['--abandon'] : []),
        ...(text ? ['--reason', text] : []),
      ]),
    run: async (text) => {
      await confirmRunning(deps, pipeline, execution.id);
      const stop = { executionId: execution.id, abandon, reason: text };
      const sent = await sendOnce(deps, {
        operation,
        request: 'codepipeline:StopPipelineExecution',
        subject,
        text,
        send: () => stopPipelineExecution(live.session(pipeline), pipeline, stop),
        lookAgain: () => stopAftermath(deps, pipeline, execution),
      });
      return {
        operation,
        status: 'Stopping',
        subjects: [subject],
        requestId: sent.requestId,
        message: `${abandon ? 'Abandoning' : 'Stopping'} ${carriedText(view, execution.id)} in ${pipeline.name}`,
      };
    },
  };
}

function stoppable(view: PipelineView, pipeline: PipelineId, wanted: string): Execution {
  const execution = executionNamed(pipeline.name, view.executions?.items ?? [], wanted);
  if (isOver(execution.status)) {
    throw stale(
      'PipelineExecutionNotStoppableException',
      `execution ${shortExecution(execution.id)} of ${pipeline.name} is over: it has ${execution.status}`,
    );
  }
  return execution;
}

async function confirmRunning(deps: OperationDeps, pipeline: PipelineId, executionId: string): Promise<void> {
  const history = await deps.live.read(executions(pipeline));
  const status = history.items.find((execution) => execution.id === executionId)?.status;
  if (status && !isOver(status)) return;
  throw stale(
    'PipelineExecutionNotStoppableException',
    `execution ${shortExecution(executionId)} has ${status ?? 'gone'} meanwhile; nothing was sent`,
  );
}

async function stopAftermath({ live }: OperationDeps, pipeline: PipelineId, before: Execution): Promise<Aftermath> {
  const { items } = await live.read(executions(pipeline));
  const status = items.find(({ id }) => id === before.id)?.status;
  const isStopped = status === 'Stopping' || status === 'Stopped';
  const now = `execution ${shortExecution(before.id)} is ${status ?? 'gone'}`;
  if (status === before.status) return { made: false, now };
  return { made: isStopped ? true : undefined, now };
}

function facts(deps: OperationDeps, view: PipelineView, execution: Execution, abandon: boolean): PlanFact[] {
  const { live } = deps;
  const state = view.state as PipelineState;
  const age = execution.startedAt === undefined ? '' : `, started ${agoText(live, state.id, execution.startedAt)} ago`;
  return [
    { label: 'Commit', text: `${carriedText(view, execution.id)}${age}` },
    { label: 'Stands', text: isParallel(view) ? 'runs in parallel with others' : standsText(state, execution) },
    { label: 'Then', text: isParallel(view) ? thenAlone(abandon) : then(state, execution, abandon) },
    ...(isParallel(view) ? [] : followers(view, state, execution)),
    { label: 'Where', text: whereText(live, state.id) },
  ];
}

function standsText(state: PipelineState, { id }: Execution): string {
  const awaited = stageAwaited(state, id);
  return awaited ? `waits to enter ${awaited.name}` : `in ${stageOfExecution(state, id)?.name ?? 'no stage yet'}`;
}

/** Where an execution in PARALLEL mode stands the state does not tell (spec 2.4). */
function thenAlone(abandon: boolean): string {
  return abandon
    ? 'it stops at once; what its actions have begun goes on outside of the pipeline, and nobody follows it'
    : 'it stops when the actions that run in it have ended';
}

function then(state: PipelineState, execution: Execution, abandon: boolean): string {
  if (stageAwaited(state, execution.id)) return 'it leaves the queue at once and cannot be retried';
  const stage = stageOfExecution(state, execution.id);
  const running = (stage?.actions ?? []).filter((action) => action.status === 'InProgress').map(({ name }) => name);
  if (running.length === 0) return 'it stops at once';
  const names = running.join(', ');
  return abandon
    ? `it stops at once; what ${names} has begun goes on outside of the pipeline, and nobody follows it`
    : `it stops when ${names} has ended; the stage can be retried`;
}

/** AWS's advice: close the transition first, or the next one enters the stage that becomes free. */
function followers(view: PipelineView, state: PipelineState, execution: Execution): PlanFact[] {
  const stage = stageOfExecution(state, execution.id);
  const next = stage?.inbound[0];
  if (!stage || !next || !stage.transition.enabled) return [];
  const what = carriedShort(view, next.executionId);
  return [{ label: 'Mind', text: `${what} then enters ${stage.name}; close its transition first if it must not` }];
}
