import type { GitConfiguration } from '../../../rules/pipeline-declaration.ts';
import { admits, hasFilters, type RepositoryEvent } from '../../../rules/trigger-filter.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import { isPolled, pollingDisabledAt } from './polling.ts';
import type { SourceChange } from './source-change.ts';

/** The image tag of an ECR source that names none (spec 2.3). */
export const LATEST = 'latest';

type Configuration = Readonly<Record<string, string>>;

export interface Detection {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether a webhook tells of changes. */
  readonly isTold: boolean;
}

/**
 * Whether the service notices a change of this source and starts an execution for it (spec 2.11): by the filters of
 * its trigger, or else by the default detection, which knows only what the action is configured for.
 */
export function isNoticed(pipeline: Pipeline, action: ActionLayout, change: SourceChange, how: Detection): boolean {
  const trigger = triggerFor(pipeline, action.name);
  if (trigger && hasFilters(trigger)) return admits(trigger, repositoryEvent(change, action.configuration));
  if (!trigger && action.configuration.DetectChanges === 'false') return false;
  return !isPollingOver(pipeline, action, how) && isOfConfiguration(action, change);
}

function triggerFor(pipeline: Pipeline, actionName: string): GitConfiguration | undefined {
  const { triggers = [] } = currentVersion(pipeline).declaration;
  return triggers.find(({ gitConfiguration }) => gitConfiguration.sourceActionName === actionName)?.gitConfiguration;
}

function repositoryEvent(change: SourceChange, { BranchName = '' }: Configuration): RepositoryEvent {
  const { branch = BranchName, tag, files = [], pullRequest } = change;
  if (pullRequest) {
    const { event, targetBranch = BranchName } = pullRequest;
    return { kind: 'pullRequest', event, targetBranch, files };
  }
  return tag === undefined ? { kind: 'branch', branch, files } : { kind: 'tag', tag };
}

/** Polling ends after 30 idle days; a webhook is no poll. */
function isPollingOver(pipeline: Pipeline, action: ActionLayout, { now, isTold }: Detection): boolean {
  return isPolled(action.declaration) && !isTold && pollingDisabledAt(pipeline, now) !== undefined;
}

function isOfConfiguration({ type, configuration }: ActionLayout, change: SourceChange): boolean {
  return type.detection !== undefined && (CONFIGURED[type.provider]?.(change, configuration) ?? false);
}

/** What a source looks at by default, by provider; a custom source hears of changes by PutActionRevision alone. */
const CONFIGURED: Readonly<Record<string, (change: SourceChange, configuration: Configuration) => boolean>> = {
  CodeCommit: (change, { BranchName }) => isPushTo(BranchName, change),
  CodeStarSourceConnection: (change, { BranchName }) => isPushTo(BranchName, change),
  GitHub: (change, { Branch }) => isPushTo(Branch, change),
  S3: ({ branch, tag, pullRequest, files }, { S3ObjectKey = '' }) =>
    (branch ?? tag ?? pullRequest) === undefined && (files === undefined || files.includes(S3ObjectKey)),
  ECR: ({ branch, files, pullRequest, tag }, { ImageTag = LATEST }) =>
    (branch ?? files ?? pullRequest) === undefined && (tag === undefined || tag === ImageTag),
};

function isPushTo(configured: string | undefined, { branch, tag, pullRequest }: SourceChange): boolean {
  return tag === undefined && !pullRequest && (branch === undefined || branch === configured);
}
