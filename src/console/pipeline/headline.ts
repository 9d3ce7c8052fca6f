import { conditionInProgress, failedCondition, placeOfCondition, rulesText } from '../../domain/condition.ts';
import { type ActionExecution, shortExecution } from '../../domain/execution.ts';
import { type Health, health } from '../../domain/health.ts';
import type { ActionState, StageCondition, StageState } from '../../domain/pipeline.ts';
import { isParallel, newestExecution, type PipelineView, runningExecutions } from '../../domain/pipeline-view.ts';
import { openApprovals } from '../../domain/waits.ts';
import { healthMark, MARKS, type Mark } from '../../text/glyphs.ts';
import { ageText, dayTimeText, durationText } from '../../text/time.ts';
import { stageInQuestion } from '../fleet/fleet-entry.ts';
import { approvalDeadline } from './action-time.ts';
import { type ActionLine, type PipelineLine, pipelineLines } from './pipeline-lines.ts';
import { closedText } from './pipeline-row.ts';

export interface Headline {
  readonly mark: Mark;
  readonly text: string;
}

/** In one sentence why a pipeline is not moving, or how it moves. `now` is epoch milliseconds by the service's clock. */
export function headline(view: PipelineView, runs: readonly ActionExecution[], now: number | undefined): Headline {
  const value = health(view);
  const alone = isParallel(view) ? parallelSentence(view, value, now) : undefined;
  return { mark: healthMark(value), text: alone ?? SENTENCES[value](view, stageInQuestion(view, value), runs, now) };
}

/** The same where a deployment waits for somebody to reroute its traffic, of which the state of the pipeline tells nothing. */
export function readyHeadline(lines: readonly PipelineLine[]): Headline | undefined {
  const ready = lines.find((line): line is ActionLine => line.kind === 'action' && line.isReady === true);
  if (!ready) return undefined;
  const where = place(ready.stage, ready.action);
  return { mark: MARKS.waiting, text: `waits for a person: ${where} is ready to reroute its traffic` };
}

/** In PARALLEL mode executions run or fail, and no stage does (spec 2.4). */
function parallelSentence(view: PipelineView, value: Health, now: number | undefined): string | undefined {
  const newest = newestExecution(view);
  const [latest, ...others] = runningExecutions(view);
  if (value === 'Failed' && newest)
    return `failed: execution ${shortExecution(newest.id)}${ago(newest.updatedAt, now)}`;
  if (value !== 'InProgress' || !latest) return undefined;
  const time =
    latest.startedAt === undefined || now === undefined ? '' : ` since ${durationText(now - latest.startedAt)}`;
  return others.length === 0
    ? `runs: execution ${shortExecution(latest.id)}${time}`
    : `runs: ${others.length + 1} executions side by side, ${shortExecution(latest.id)}${time}`;
}

type Sentence = (
  view: PipelineView,
  stage: StageState | undefined,
  runs: readonly ActionExecution[],
  now: number | undefined,
) => string;

const SENTENCES: Readonly<Record<Health, Sentence>> = {
  Unknown: () => 'no answer yet',
  Failed: (_, stage, __, now) => {
    const condition = stage && failedCondition(stage);
    if (condition) return `failed: ${conditionText(stage, condition, ago(condition.since, now))}`;
    const action = stage?.actions.find((candidate) => candidate.status === 'Failed');
    const why = action?.error?.message ?? action?.summary;
    return `failed: ${place(stage, action)}${ago(action?.since, now)}${why ? `: ${why}` : ''}`;
  },
  Waiting: (view, stage, runs, now) => {
    const action = stage && openApprovals(stage)[0];
    const line = pipelineLines(view, runs).find(
      (one): one is ActionLine => one.kind === 'action' && one.action === action,
    );
    const deadline = line && approvalDeadline(line);
    const until = deadline === undefined ? '' : `; expires ${dayTimeText(deadline)}`;
    return `waits for a person: ${place(stage, action)}${since(action?.since, now)}${until}`;
  },
  InProgress: (_, stage, __, now) => {
    const action = stage?.actions.find((candidate) => candidate.status === 'InProgress');
    const condition = stage && conditionInProgress(stage);
    if (condition) return `checks ${conditionText(stage, condition, since(condition.since, now))}`;
    const verb = stage?.latest?.status === 'Stopping' ? 'stops' : 'runs';
    const time = action?.since === undefined || now === undefined ? '' : `, since ${durationText(now - action.since)}`;
    return `${verb}: ${place(stage, action)}${time}`;
  },
  Frozen: (_, stage, __, now) =>
    `the transition into ${stage?.name} is ${stage ? closedText(stage.transition, now) : 'closed'}`,
  Stopped: (view, _, __, now) => {
    const newest = newestExecution(view);
    const word = newest?.status === 'Cancelled' ? 'cancelled: the definition was changed' : 'stopped';
    return `${word}${ago(newest?.updatedAt, now)}${newest?.stopReason ? `: ${newest.stopReason}` : ''}`;
  },
  Succeeded: (view, _, __, now) => `all is well${since(newestExecution(view)?.updatedAt, now)}`,
  Idle: () => 'never ran',
};

/** `the condition before entry of Prod, 3m ago: only-stable: …` */
function conditionText(stage: StageState, condition: StageCondition, when: string): string {
  const rules = rulesText(condition);
  return `the condition ${placeOfCondition(condition)} of ${stage.name}${when}${rules === '' ? '' : `: ${rules}`}`;
}

function place(stage: StageState | undefined, action: ActionState | undefined): string {
  return action ? `${action.name} in ${stage?.name}` : (stage?.name ?? '');
}

function ago(time: number | undefined, now: number | undefined): string {
  return time === undefined || now === undefined ? '' : `, ${ageText(now - time)} ago`;
}

function since(time: number | undefined, now: number | undefined): string {
  return time === undefined || now === undefined ? '' : `, since ${ageText(now - time)}`;
}
