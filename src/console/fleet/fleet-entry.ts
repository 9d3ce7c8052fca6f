import { conditionInProgress, failedCondition } from '../../domain/condition.ts';
import { executionById, revisionText, shortExecution } from '../../domain/execution.ts';
import { HEALTHS, type Health, health } from '../../domain/health.ts';
import type { StageState } from '../../domain/pipeline.ts';
import {
  isParallel,
  newestExecution,
  type PipelineView,
  revisionOf,
  runningExecutions,
} from '../../domain/pipeline-view.ts';
import { openApprovals } from '../../domain/waits.ts';
import type { FleetMember } from './fleet-feed.ts';

/** What a row of the fleet says of a pipeline, as far as it does not depend on the time. */
export interface FleetEntry {
  readonly key: string;
  readonly member: FleetMember;
  readonly health: Health;
  readonly revision: string;
  readonly execution: string;
  /** What stands still, in a word. */
  readonly waits: string;
  /** Where it stands still. */
  readonly waitsAt?: string;
  /** Epoch milliseconds by the service's clock of what the age column tells. */
  readonly since?: number;
}

const known = new WeakMap<FleetMember, FleetEntry>();

export function fleetEntry(member: FleetMember): FleetEntry {
  const before = known.get(member);
  if (before) return before;
  const entry = makeEntry(member);
  known.set(member, entry);
  return entry;
}

function makeEntry(member: FleetMember): FleetEntry {
  const { view } = member;
  const newest = newestExecution(view);
  const value = health(view);
  const stage = stageInQuestion(view, value);
  const executionId = executionInQuestion(value, stage) ?? newest?.id;
  return {
    key: member.key,
    member,
    health: value,
    revision: revisionText(revisionOf(view, executionId)),
    execution: executionId === undefined ? '' : shortExecution(executionId),
    waits: member.fault && !view.state ? 'no answer' : waitsOf(value, stage),
    waitsAt: stage?.name,
    since: since(view, value, stage),
  };
}

/** The same of a pipeline whose deployment waits for somebody to reroute its traffic: its state only says that it runs. */
export function readyEntry(entry: FleetEntry): FleetEntry {
  return entry.health === 'InProgress' ? { ...entry, health: 'Waiting', waits: 'reroute' } : entry;
}

/** What failed by a condition is not helped by a retry (spec 2.7). */
function waitsOf(value: Health, stage: StageState | undefined): string {
  return stage && (failedCondition(stage) ?? conditionInProgress(stage)) ? 'condition' : WAITS[value];
}

const WAITS: Readonly<Record<Health, string>> = {
  Unknown: '',
  Failed: 'retry',
  Waiting: 'approval',
  InProgress: '',
  Frozen: 'closed',
  Stopped: '',
  Succeeded: '',
  Idle: '',
};

const IN_QUESTION: Partial<Record<Health, (stage: StageState) => boolean>> = {
  Failed: (stage) => stage.latest?.status === 'Failed',
  Waiting: (stage) => openApprovals(stage).length > 0,
  InProgress: (stage) => stage.latest?.status === 'InProgress' || stage.latest?.status === 'Stopping',
  Frozen: (stage) => !stage.transition.enabled,
};

/** The stage that a pipeline's health is about. */
export function stageInQuestion(view: PipelineView, value: Health): StageState | undefined {
  const matches = isParallel(view) ? undefined : IN_QUESTION[value];
  return matches && view.state?.stages.find(matches);
}

/** The execution that waits, failed or runs there; at a closed transition the one that stands before it. */
function executionInQuestion(value: Health, stage: StageState | undefined): string | undefined {
  return (value === 'Frozen' ? stage?.inbound[0] : stage?.latest)?.executionId;
}

function since(view: PipelineView, value: Health, stage: StageState | undefined): number | undefined {
  const newest = newestExecution(view);
  if (isParallel(view)) return value === 'InProgress' ? runningExecutions(view)[0]?.startedAt : newest?.updatedAt;
  switch (value) {
    case 'Failed':
      return (
        latest(stage?.actions.filter((action) => action.status === 'Failed').map((action) => action.since)) ??
        (stage && failedCondition(stage)?.since)
      );
    case 'Waiting':
      return latest(stage && openApprovals(stage).map((action) => action.since));
    case 'InProgress':
      return (
        executionById(view.executions, stage?.latest?.executionId)?.startedAt ??
        latest(stage?.actions.map((action) => action.since))
      );
    case 'Frozen':
      return stage?.transition.at;
    case 'Unknown':
    case 'Idle':
      return undefined;
    default:
      return newest?.updatedAt ?? latest(view.state?.stages.flatMap((one) => one.actions.map((a) => a.since)));
  }
}

function latest(times: readonly (number | undefined)[] | undefined): number | undefined {
  const all = (times ?? []).filter((time) => time !== undefined);
  return all.length > 0 ? Math.max(...all) : undefined;
}

/** What needs attention first: by health, then the most recent, then by name. What has not answered yet stands last. */
export function byAttention(a: FleetEntry, b: FleetEntry): number {
  return rank(a) - rank(b) || (b.since ?? 0) - (a.since ?? 0) || compare(a.member.id.name, b.member.id.name);
}

function rank(entry: FleetEntry): number {
  return isPending(entry) ? HEALTHS.length : HEALTHS.indexOf(entry.health);
}

/** Asked for, not answered yet. */
export function isPending(entry: FleetEntry): boolean {
  return entry.health === 'Unknown' && !entry.member.fault;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
