import { disableStageTransition, enableStageTransition } from '../aws/codepipeline.ts';
import { stale } from '../domain/fault.ts';
import { type PipelineId, principalText } from '../domain/identity.ts';
import type { PipelineState, StageState, Transition } from '../domain/pipeline.ts';
import { isParallel, modeOf, type PipelineView } from '../domain/pipeline-view.ts';
import { inPipeline, type Subject } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { pipelineState } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { refusalOf, TRANSITION_REASON } from '../rules/reasons.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan, PlanFact, TextField } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { stageNamed } from './stage.ts';
import { carriedText, closedText, whereText } from './wording.ts';

// AWS lets nothing through that waited longer than this at a closed transition (spec 2.5 rule 4).
export const FORGOTTEN_AFTER_MS = 30 * 24 * 3600 * 1000;

// In PARALLEL mode no execution waits in front of a stage (spec 2.4).
export const NOBODY_WAITS = 'executions in PARALLEL mode wait for no stage: it holds nobody up';

export const REASON: TextField = {
  label: 'Reason',
  max: TRANSITION_REASON.max,
  required: true,
  check: (text) => refusalOf(TRANSITION_REASON, text),
};

/** Plans to open or close the inbound transition of a stage. Throws Fault `not-found` for an unknown stage. */
export async function planTransition(
  deps: OperationDeps,
  request: { pipeline: PipelineId; stage: string; enable: boolean },
): Promise<Plan> {
  const { live } = deps;
  const { pipeline, enable } = request;
  const view = await readPipelineView(live, pipeline);
  const stage = stageNamed(view.state as PipelineState, request.stage);
  const verb = enable ? 'enable' : 'disable';
  const subject = inPipeline(pipeline, { stage: stage.name });
  const operation = enable ? 'enable-transition' : 'disable-transition';
  return {
    operation,
    title: `${enable ? 'Open' : 'Close'} the transition into ${stage.name} in ${pipeline.name}`,
    subjects: [subject],
    facts: facts(deps, view, stage, enable),
    confirm: `${enable ? 'Open' : 'Close'} ${stage.name}`,
    dangerous: false,
    text: enable ? undefined : REASON,
    command: (text) =>
      signalboxLine(live, pipeline, [
        'transition',
        verb,
        pipeline.name,
        stage.name,
        ...(enable ? [] : ['--reason', text || 'REASON']),
      ]),
    awsCommand: (text) => transitionAwsLine(live, pipeline, stage.name, enable ? undefined : text || 'REASON'),
    run: async (text = '') => {
      await confirmUnchanged(deps, pipeline, stage);
      const session = live.session(pipeline);
      const sent = await sendOnce(deps, {
        operation,
        request: enable ? 'codepipeline:EnableStageTransition' : 'codepipeline:DisableStageTransition',
        subject,
        text,
        send: () =>
          enable
            ? enableStageTransition(session, pipeline, stage.name)
            : disableStageTransition(session, pipeline, stage.name, text),
        lookAgain: () => transitionAftermath(live, pipeline, stage, enable ? undefined : text),
      });
      return {
        operation,
        status: enable ? 'Enabled' : 'Disabled',
        subjects: [subject],
        requestId: sent.requestId,
        message: `The transition into ${stage.name} of ${pipeline.name} is ${enable ? 'open' : `closed: ${text}`}`,
      };
    },
  };
}

/** The `aws` command that closes a transition for a reason, or opens it without one. */
export function transitionAwsLine(
  live: Live,
  pipeline: PipelineId,
  stage: string,
  reason: string | undefined,
): string | undefined {
  return awsLine(live, pipeline, [
    `${reason === undefined ? 'enable' : 'disable'}-stage-transition`,
    '--pipeline-name',
    pipeline.name,
    '--stage-name',
    stage,
    '--transition-type',
    'Inbound',
    ...(reason === undefined ? [] : ['--reason', reason]),
  ]);
}

/** Those of many, a line each; undefined where `aws` cannot reach one of them. */
export function transitionAwsLines(
  live: Live,
  subjects: readonly Subject[],
  reason: string | undefined,
): string | undefined {
  const lines = subjects.map(({ pipeline, stage }) =>
    pipeline && stage ? transitionAwsLine(live, pipeline, stage, reason) : undefined,
  );
  return lines.length === 0 || lines.includes(undefined) ? undefined : lines.join('\n');
}

/** Nobody has changed the signal since it was shown. */
async function confirmUnchanged(deps: OperationDeps, pipeline: PipelineId, planned: StageState): Promise<void> {
  const state = await deps.live.read(pipelineState(pipeline));
  const { transition } = stageNamed(state, planned.name);
  if (sameSignal(transition, planned.transition)) return;
  const by = transition.by ? ` by ${principalText(transition.by)}` : '';
  const now = transition.enabled ? 'open' : 'closed';
  throw stale(
    'TransitionChanged',
    `the transition into ${planned.name} was changed meanwhile${by} and is ${now} now; nothing was sent`,
  );
}

/** Whether a transition is as it was to be: closed for this reason, or open where it was closed. */
export async function transitionAftermath(
  live: Live,
  pipeline: PipelineId,
  before: StageState,
  reason: string | undefined,
): Promise<Aftermath> {
  const { transition } = stageNamed(await live.read(pipelineState(pipeline)), before.name);
  const now = `${before.name} is ${transition.enabled ? 'open' : closedText(live, pipeline, transition)}`;
  if (sameSignal(transition, before.transition)) return { made: false, now };
  return { made: reason === undefined ? transition.enabled : !transition.enabled && transition.reason === reason, now };
}

function sameSignal(a: Transition, b: Transition): boolean {
  return a.enabled === b.enabled && a.reason === b.reason && a.at === b.at;
}

function facts(deps: OperationDeps, view: PipelineView, stage: StageState, enable: boolean): PlanFact[] {
  const { live } = deps;
  const id = (view.state as PipelineState).id;
  const now = stage.transition.enabled ? 'open' : closedText(live, id, stage.transition);
  return [
    { label: 'Now', text: now },
    {
      label: 'Then',
      text: isParallel(view) ? NOBODY_WAITS : enable ? openedThen(deps, view, stage) : closedThen(view, stage),
    },
    { label: 'Where', text: whereText(live, id) },
  ];
}

export function openedThen(deps: OperationDeps, view: PipelineView, stage: StageState): string {
  if (stage.transition.enabled) return 'nothing changes: it is open already';
  const waiting = stage.inbound[0];
  if (!waiting) return `the next execution that reaches ${stage.name} enters it`;
  const what = carriedText(view, waiting.executionId);
  const now = deps.live.clock((view.state as PipelineState).id).now() ?? 0;
  if (stage.transition.at !== undefined && now - stage.transition.at > FORGOTTEN_AFTER_MS) {
    return `it was closed for more than 30 days, so AWS does not resume ${what}: start a new execution`;
  }
  const busy = stage.latest?.status === 'InProgress' || stage.latest?.status === 'Stopping';
  return busy ? `${what} enters ${stage.name} when it is free` : `${what} enters ${stage.name} at once`;
}

function closedThen(view: PipelineView, stage: StageState): string {
  const busy = stage.latest?.status === 'InProgress';
  const inside = busy ? `; ${carriedText(view, stage.latest?.executionId ?? '')} is inside and goes on` : '';
  if (!stage.transition.enabled) return 'it stays closed; the reason, the name and the time are replaced';
  const queues = modeOf(view) === 'QUEUED';
  return `executions wait in front of ${stage.name}, ${queues ? 'one behind the other' : 'a newer one in place of an older one'}${inside}`;
}
