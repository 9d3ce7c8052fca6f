import { isUnmet, placeOfCondition, rulesText } from '../domain/condition.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Cause, Explanation, StageExplanation } from '../domain/explanation.ts';
import type { Consequence, Forecast, Occasion } from '../domain/forecast.ts';
import { principalText } from '../domain/identity.ts';
import { ageText, dayTimeText } from './time.ts';

/** How an explanation names executions, and what time it is at the service. */
export interface Telling {
  readonly now?: number;
  /** `77b0e1d` */
  short(executionId: string): string;
  /** `77b0e1d Blue header` */
  full(executionId: string): string;
}

/** The whole pipeline in one sentence: whatever needs a person first. */
export function headline({ stages }: Explanation, telling: Telling): string {
  for (const { applies, words } of RANKS) {
    const stage = stages.find(applies);
    if (stage) return words(stage, telling);
  }
  if (stages.some(({ standing }) => standing === 'moving')) return 'it is moving';
  return stages.some(({ standing }) => standing === 'through') ? 'nothing is on its way' : 'it has never run';
}

interface Rank {
  applies(stage: StageExplanation): boolean;
  words(stage: StageExplanation, telling: Telling): string;
}

const itself: Rank['words'] = (stage, telling) => `${stage.stage}: ${stageSentence(stage, telling)}`;
const firstInFront: Rank['words'] = ({ stage, inbound: [first] }, telling) =>
  first ? inboundSentence(first, stage, telling) : '';

const RANKS: readonly Rank[] = [
  { applies: ({ standing }) => standing === 'failed', words: itself },
  { applies: ({ standing }) => standing === 'waiting', words: itself },
  { applies: ({ gate, inbound }) => gate !== undefined && inbound.length > 0, words: firstInFront },
  { applies: ({ standing, cause }) => standing === 'moving' && cause?.kind !== 'running', words: itself },
  { applies: ({ inbound }) => inbound.length > 0, words: firstInFront },
  { applies: ({ standing }) => standing === 'ended', words: itself },
  { applies: ({ gate }) => gate !== undefined, words: itself },
];

/** How a stage stands and why, in one sentence. */
export function stageSentence(stage: StageExplanation, telling: Telling): string {
  const { standing, holds, since, cause, gate, retry, inbound } = stage;
  const what = holds ? `${telling.full(holds.executionId)} ` : '';
  const age = since === undefined ? undefined : ageText(telling.now === undefined ? undefined : telling.now - since);
  const stands = cause
    ? `${what}${causeWords(cause, age)}`
    : standing === 'empty'
      ? 'nothing has entered yet'
      : `${what}went through${age ? ` ${age} ago` : ''}`;
  const again = retry && (retry.possible ? 'a retry is possible' : `it cannot be retried: ${retry.why}`);
  // Whoever waits there is told why.
  const shut = gate && inbound.length === 0 && `the transition in front of it ${closedWords(gate, telling)}`;
  return [stands, shut, again].filter(Boolean).join('; ');
}

/** Why something waits in front of a stage. */
export function inboundSentence(
  { carrier, cause }: StageExplanation['inbound'][number],
  stage: string,
  telling: Telling,
): string {
  const who = telling.full(carrier.executionId);
  switch (cause.kind) {
    case 'transition':
      return `${who} waits to enter ${stage}: its transition ${closedWords(cause, telling)}`;
    case 'locked':
      return `${who} waits to enter ${stage}: ${telling.short(cause.executionId ?? '')} is in it`;
    case 'queue':
      return `${who} is number ${cause.position} in the queue for ${stage}, behind ${telling.short(cause.executionId ?? '')}`;
    default:
      return `${who} is about to enter ${stage}`;
  }
}

export function supersededSentence({ carrier, by }: Explanation['superseded'][number], telling: Telling): string {
  return `${telling.full(carrier.executionId)} was superseded${by ? ` by ${telling.short(by)}` : ''} and will not go on`;
}

function causeWords(cause: Cause, age: string | undefined): string {
  const since = age ? ` since ${age}` : '';
  switch (cause.kind) {
    case 'approval': {
      const until = cause.deadline === undefined ? '' : `; expires ${dayTimeText(cause.deadline)}`;
      return `waits for a person at ${cause.action}${since}${until}`;
    }
    case 'deployment':
      return `waits at ${cause.action}${since}: ${cause.deployment ? deploymentWords(cause.deployment) : ''}`;
    case 'condition':
      return conditionWords(cause, since);
    case 'failed': {
      const where = cause.action ? ` at ${cause.action}` : '';
      return `failed${where}${age ? ` ${age} ago` : ''}${cause.reason ? `: ${cause.reason.split('\n', 1)[0]}` : ''}`;
    }
    case 'stopping':
      return `is being stopped${cause.reason ? `: ${cause.reason}` : ''}; its actions end first`;
    case 'stopped':
      return `was stopped here${age ? ` ${age} ago` : ''}${cause.reason ? `: ${cause.reason}` : ''}`;
    case 'cancelled':
      return 'was cancelled here, since the pipeline was changed meanwhile';
    case 'skipped':
      return `skipped it${cause.condition ? `: ${rulesText(cause.condition)}` : ''}`;
    default: {
      const actions = cause.actions ?? [];
      return `${actions.length > 0 ? `runs ${actions.join(', ')}` : 'is between two actions'}${since}`;
    }
  }
}

/** What a deployment waits for that keeps its action from ending (spec 3.5). */
function deploymentWords({ id, status, waits: { ready, termination } }: Deployment): string {
  if (status === 'Ready') {
    const atEnd = ready?.stops ? 'stops' : 'goes on';
    const then = ready ? `, and ${atEnd} by itself after ${minutes(ready.ms)} minutes` : '';
    return `deployment ${id} is Ready and waits for somebody to reroute its traffic${then}`;
  }
  if (status === 'Baking') return `deployment ${id} is Baking: its alarms are watched before it counts as done`;
  return `deployment ${id} has rerouted its traffic and waits ${minutes(termination?.ms)} minutes before it terminates the original`;
}

function minutes(ms = 0): number {
  return Math.round(ms / 60_000);
}

function conditionWords({ condition }: Cause, since: string): string {
  if (!condition) return `waits for a condition${since}`;
  const rules = rulesText(condition);
  const place = `the condition ${placeOfCondition(condition)}`;
  if (isUnmet(condition)) return `failed: ${place} was not met${rules ? `: ${rules}` : ''}`;
  return `waits for ${place}${since}${rules ? `: ${rules}` : ''}`;
}

function closedWords({ by, since, reason, resumes }: Cause, { now }: Telling): string {
  const who = by ? ` by ${principalText(by)}` : '';
  const when = since === undefined || now === undefined ? '' : ` ${ageText(now - since)} ago`;
  const late = resumes === false ? ', more than 30 days, so that opening it lets nothing go on that waits' : '';
  return `was closed${who}${when}${reason ? `: ${reason}` : ''}${late}`;
}

/** `if 77b0e1d is approved: it enters Production; bd080f1 enters Approval; b1c2d3e is gone` */
export function forecastSentence({ when, outcomes }: Forecast, telling: Telling): string {
  // A retry is told by its stage: only others are called `it`.
  const subject = when.kind === 'retried' ? undefined : when.executionId;
  const gone = outcomes
    .filter(({ kind }) => kind === 'superseded')
    .map(({ executionId }) => telling.short(executionId));
  const rest = outcomes
    .filter(({ kind }) => kind !== 'superseded')
    .map((outcome) => outcomeWords(outcome, subject, telling));
  const lost = gone.length === 0 ? [] : [`${listed(gone)} ${gone.length === 1 ? 'is' : 'are'} gone`];
  return `${occasionWords(when, telling)}: ${[...rest, ...lost].join('; ')}`;
}

function occasionWords({ kind, stage, action, executionId }: Occasion, telling: Telling): string {
  const who = executionId === undefined ? '' : telling.short(executionId);
  switch (kind) {
    case 'approved':
      return `if ${who} is approved at ${stage}/${action}`;
    case 'rejected':
      return `if ${who} is rejected at ${stage}/${action}, or not answered in time`;
    case 'finishes':
      return `when ${who} is through ${stage}`;
    case 'met':
      return `if the condition of ${stage} is met for ${who}`;
    case 'unmet':
      return `if the condition of ${stage} is not met for ${who}`;
    case 'opened':
      return `if the transition into ${stage} is opened`;
    case 'retried':
      return `if ${stage} is retried`;
    case 'arrives':
      return `when ${who} comes to ${stage}`;
  }
}

function outcomeWords(
  { kind, executionId, stage, behind }: Consequence,
  subject: string | undefined,
  telling: Telling,
): string {
  const who = executionId === subject ? 'it' : telling.short(executionId);
  switch (kind) {
    case 'enters':
      return `${who} enters ${stage}`;
    case 'goes-on':
      return `${who} goes on in ${stage}`;
    case 'waits':
      return `${who} waits in front of ${stage}${behind ? ` behind ${telling.short(behind)}` : ', whose transition is closed'}`;
    case 'succeeds':
      return `${who} is done`;
    case 'fails':
      return `${who} fails in ${stage}`;
    case 'skips':
      return `${who} skips ${stage}`;
    case 'rolled-back':
      return `${stage} is rolled back to what succeeded there before`;
    case 'not-resumed':
      return `${who} stays where it is, since the transition was closed for more than 30 days`;
    case 'not-retryable':
      return `${who} can no longer be retried in ${stage}`;
    case 'superseded':
      return `${who} is gone`;
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
