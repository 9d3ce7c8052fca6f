import { isUnmet, placeOfCondition, rulesText } from '../../domain/condition.ts';
import { type ActionExecution, executionById, revisionText, shortExecution } from '../../domain/execution.ts';
import { principalText } from '../../domain/identity.ts';
import type { StageCondition, StageExecution, StageState } from '../../domain/pipeline.ts';
import { isParallel, modeOf, type PipelineView, revisionOf, revisionsOf } from '../../domain/pipeline-view.ts';
import { actionMark, CLOSED_TRANSITION, conditionMark, MARKS, type Mark, stageMarkIn } from '../../text/glyphs.ts';
import { ageText, dayTimeText, durationText } from '../../text/time.ts';
import { type Piece, piece } from '../line.ts';
import { actionDuration, approvalDeadline } from '../pipeline/action-time.ts';
import { headline } from '../pipeline/headline.ts';
import {
  type ActionLine,
  type GateLine,
  type InboundLine,
  type PipelineLine,
  pipelineLines,
  type StageLine,
  supersededBefore,
} from '../pipeline/pipeline-lines.ts';
import { closedText } from '../pipeline/pipeline-row.ts';
import type { Theme } from '../theme.ts';
import { type DetailPart, fact, GAP, sentence } from './detail.ts';

/** What is known of a pipeline, and when that is: epoch milliseconds by the service's clock. */
export interface Known {
  readonly view: PipelineView;
  readonly runs: readonly ActionExecution[];
  readonly now: number | undefined;
  readonly theme: Theme;
}

/** What a person wants to know of the thing under the cursor: what it is, why it does not move, what it carries. */
export function explainLine(line: PipelineLine, known: Known): DetailPart[] {
  switch (line.kind) {
    case 'stage':
      return explainStage(line, known);
    case 'action':
      return explainAction(line, known);
    case 'inbound':
      return explainInbound(line, known);
    case 'gate':
      return explainGate(line, known);
  }
}

/** A pipeline at a glance: why it is not moving, and what stands in each stage. */
export function explainPipeline(name: string, known: Known): DetailPart[] {
  const { view, runs, now, theme } = known;
  const { mark, text } = headline(view, runs, now);
  const stages = pipelineLines(view, runs).filter((line) => line.kind === 'stage');
  return [
    heading(mark, name, theme),
    sentence(text, mark.tone === 'ok' ? 'muted' : mark.tone),
    GAP,
    ...stages.map(({ stage, revision }): DetailPart => {
      const stands = stageMarkIn(view, stage);
      const pieces = [
        piece(theme.glyph(stands), stands.tone),
        piece(` ${stage.name}  `),
        piece(isParallel(view) ? '' : revisionText(revision), 'muted'),
      ];
      return { kind: 'line', pieces };
    }),
  ];
}

function explainStage({ stage, apart }: StageLine, known: Known): DetailPart[] {
  const { view, theme } = known;
  const { latest, retry } = stage;
  const mark = stageMarkIn(view, stage);
  if (apart) return [heading(mark, stage.name, theme), sentence(APART, 'muted')];
  return [
    heading(mark, stage.name, theme),
    ...(latest ? executionParts(latest, known) : [sentence('No execution has ever entered this stage.', 'muted')]),
    ...fact('Retried', retry && retryText(retry)),
    ...(stage.conditions.length > 0 ? [GAP, ...stage.conditions.flatMap(conditionParts)] : []),
    GAP,
    ...transitionParts(stage, known),
    ...stage.inbound.map((execution) => sentence(`${carried(view, execution)} waits to enter.`)),
  ];
}

const APART =
  'In PARALLEL mode each execution has this for itself: none waits for another, and the state of the pipeline does not tell how they stand.';

function conditionParts(condition: StageCondition): DetailPart[] {
  const mark = conditionMark(condition.status);
  const rules = isUnmet(condition) || mark === MARKS.running ? rulesText(condition) : '';
  const text = `The condition ${placeOfCondition(condition)}: ${mark === MARKS.none ? 'not checked' : mark.word}`;
  return [sentence(`${text}${rules === '' ? '.' : `: ${rules}`}`, mark.tone === 'ok' ? 'muted' : mark.tone)];
}

function executionParts(execution: StageExecution, { view, now }: Known): DetailPart[] {
  const full = executionById(view.executions, execution.executionId);
  const revisions = revisionsOf(view, execution.executionId);
  const started = full?.startedAt;
  return [
    ...fact('Status', execution.type === 'ROLLBACK' ? `${execution.status}, a rollback` : execution.status),
    ...revisions.flatMap((revision) => fact(revision.action, revisionText(revision))),
    ...fact('Brings back', full?.rollbackOf && `the work of ${shortExecution(full.rollbackOf)}`),
    ...fact('Execution', shortExecution(execution.executionId)),
    ...fact('Started', started === undefined ? undefined : startedText(started, now)),
    ...fact('By', full?.trigger && triggerText(full.trigger)),
  ];
}

function startedText(started: number, now: number | undefined): string {
  return now === undefined ? dayTimeText(started) : `${dayTimeText(started)}, ${ageText(now - started)} ago`;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

function triggerText(trigger: { readonly type: string; readonly detail?: string }): string {
  if (!trigger.detail) return trigger.type;
  // The execution that failed, in a document (spec 2.7) [R].
  const failed = trigger.type === 'AutomatedRollback' ? UUID.exec(trigger.detail) : null;
  if (failed) return `${trigger.type} of ${shortExecution(failed[0])}`;
  return `${trigger.type} ${trigger.detail.startsWith('arn:') ? principalText(trigger.detail) : trigger.detail}`;
}

function retryText(retry: { readonly automatic: number; readonly manual: number }): string {
  return `${retry.manual} by hand, ${retry.automatic} automatically`;
}

function transitionParts(stage: StageState, { now }: Known): DetailPart[] {
  const { transition } = stage;
  if (!transition.enabled)
    return [sentence(`The transition into ${stage.name} is ${closedText(transition, now)}.`, 'closed')];
  return [sentence(`The transition into ${stage.name} is open.`, 'muted')];
}

function explainAction(line: ActionLine, known: Known): DetailPart[] {
  const { action, declaration, run } = line;
  const { theme, now } = known;
  const mark = line.apart ? MARKS.unknown : actionMark(action);
  const title = heading(mark, `${line.stage.name}/${action.name}`, theme);
  if (line.apart) return [title, sentence(APART, 'muted'), GAP, ...declaredFacts(line)];
  const duration = actionDuration(line, now);
  const approval = declaration?.category === 'Approval' || mark === MARKS.waiting;
  return [
    title,
    ...actionSentences(line, mark, now),
    GAP,
    ...(approval ? carriedFacts(line.stage.latest, known) : []),
    ...declaredFacts(line),
    ...fact('Status', mark === MARKS.waiting ? theme.word(mark) : action.status),
    ...fact(
      'Took',
      mark === MARKS.running || mark === MARKS.waiting || duration === undefined ? undefined : durationText(duration),
    ),
    ...fact('Changed', action.since === undefined ? undefined : startedText(action.since, now)),
    ...fact('By', action.updatedBy),
    ...fact('External', action.externalId),
    ...fact('Link', action.externalUrl ?? action.entityUrl),
    ...fact('Revision', action.revisionId),
    ...fact('Log', action.log?.text),
    ...fact('Run', approval ? undefined : run?.actionExecutionId.slice(0, 8)),
  ];
}

function declaredFacts(line: ActionLine): DetailPart[] {
  const { declaration } = line;
  const configuration = Object.entries(configurationOf(line)).filter(([key]) => !APPROVAL_KEYS.has(key));
  return [
    ...fact('Provider', declaration && `${declaration.category} by ${declaration.provider}`),
    ...configuration.flatMap(([key, value]) => fact(key, value)),
  ];
}

/** As declared, with its variables resolved where it has run. */
function configurationOf({ declaration, run }: ActionLine): Readonly<Record<string, string>> {
  return { ...declaration?.configuration, ...run?.configuration };
}

/** What is approved: a person must not have to look for it elsewhere. */
function carriedFacts(execution: StageExecution | undefined, { view }: Known): DetailPart[] {
  if (!execution) return [];
  const revisions = revisionsOf(view, execution.executionId);
  return [
    ...revisions.flatMap((revision) =>
      fact(revisions.length === 1 ? 'Commit' : revision.action, revisionText(revision)),
    ),
    ...fact('Execution', shortExecution(execution.executionId)),
  ];
}

const APPROVAL_KEYS: ReadonlySet<string> = new Set(['CustomData', 'ExternalEntityLink', 'NotificationArn']);

function actionSentences(line: ActionLine, mark: Mark, now: number | undefined): DetailPart[] {
  const { action } = line;
  const { CustomData: asks, ExternalEntityLink: review } = configurationOf(line);
  const error = [action.error?.code, action.error?.message].filter(Boolean).join(': ');
  const waits = mark === MARKS.waiting ? [sentence(approvalText(line, now), 'waiting')] : [];
  return [
    ...waits,
    ...(error === '' ? [] : [sentence(error, 'failed')]),
    ...(action.summary && action.summary !== action.error?.message ? [sentence(action.summary)] : []),
    ...(asks ? [sentence(asks)] : []),
    ...(review ? [sentence(review, 'muted')] : []),
    ...(action.status === undefined ? [sentence('It has never begun.', 'muted')] : []),
  ];
}

function approvalText(line: ActionLine, now: number | undefined): string {
  const { since } = line.action;
  const deadline = approvalDeadline(line);
  const age = since === undefined || now === undefined ? '' : ` since ${ageText(now - since)}`;
  const left = deadline === undefined ? '' : `; it fails by itself ${dayTimeText(deadline)}`;
  return `Waits for a person${age}${left}.`;
}

function explainGate({ stage }: GateLine, { view, now, theme }: Known): DetailPart[] {
  const { transition } = stage;
  const first = stage.inbound[0];
  return [
    heading(CLOSED_TRANSITION, `Transition into ${stage.name}`, theme),
    sentence(`It is ${closedText(transition, now)}.`, 'closed'),
    first
      ? sentence(`${carried(view, first)} waits in front of it, and ${whoFollows(view, stage)}.`)
      : sentence('Nothing waits in front of it.', 'muted'),
    GAP,
    ...fact('Reason', transition.reason),
    ...fact('By', transition.by),
    ...fact('Since', transition.at === undefined ? undefined : startedText(transition.at, now)),
    GAP,
    sentence('What waits here longer than 30 days does not go on when it is opened.', 'muted'),
  ];
}

function whoFollows(view: PipelineView, { inbound }: StageState): string {
  if (modeOf(view) !== 'QUEUED') return 'a newer one takes its place';
  return inbound.length === 1 ? 'others queue behind it' : `${inbound.length - 1} more behind it`;
}

function explainInbound(line: InboundLine, known: Known): DetailPart[] {
  const { view, now, theme } = known;
  const { stage, execution } = line;
  const overtaken = supersededBefore(view, stage, execution);
  return [
    heading(MARKS.running, `Waits to enter ${stage.name}`, theme),
    sentence(whyInbound(line, now)),
    GAP,
    ...executionParts(execution, known),
    ...(overtaken.length > 0 ? [GAP, sentence(`It overtook ${overtaken.length}, which will not come:`, 'muted')] : []),
    ...overtaken.map(({ id }) => sentence(`${revisionText(revisionOf(view, id)) || shortExecution(id)}`, 'muted')),
  ];
}

function whyInbound({ stage }: InboundLine, now: number | undefined): string {
  if (!stage.transition.enabled) return `The transition is ${closedText(stage.transition, now)}.`;
  const inside = stage.latest;
  return inside ? `${stage.name} still holds execution ${shortExecution(inside.executionId)}.` : 'It enters at once.';
}

function carried(view: PipelineView, { executionId }: StageExecution): string {
  return revisionText(revisionOf(view, executionId)) || `Execution ${shortExecution(executionId)}`;
}

function heading(mark: Mark, text: string, theme: Theme): DetailPart {
  const pieces: Piece[] = [piece(theme.glyph(mark), mark.tone), piece(' '), piece(text, 'accent')];
  return { kind: 'heading', pieces };
}
