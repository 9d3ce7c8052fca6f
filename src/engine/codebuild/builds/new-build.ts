import type { Caller } from '../../world.ts';
import type { CodeBuildContext } from '../context.ts';
import type { EnvironmentVariable } from '../projects/project.ts';
import { checkAutoRetry } from '../projects/project-checks.ts';
import { readSpecOf } from '../read-spec.ts';
import { type BuildSettings, settingsOf } from './build-settings.ts';
import type { BuildStart } from './build-starts.ts';
import { merged } from './merged.ts';
import { overridden } from './overrides.ts';

/** What somebody says who starts a build; the overrides are what {@link overridden} knows. */
export interface StartInput {
  readonly projectName: string;
  readonly sourceVersion?: string;
  readonly environmentVariablesOverride?: readonly EnvironmentVariable[];
  readonly idempotencyToken?: string;
  readonly autoRetryLimitOverride?: number;
}

/** What is settled of a build that somebody starts (spec 4). Throws ResourceNotFoundException and InvalidInputException. */
export function newBuild(
  { projects, world }: CodeBuildContext,
  input: StartInput,
  caller: Caller,
): BuildStart & { readonly settings: BuildSettings } {
  const project = projects.require(input.projectName);
  const { facts } = project;
  const settings = overridden(settingsOf(project), { ...input });
  const { autoRetryLimitOverride: limit = facts.autoRetryLimit } = input;
  checkAutoRetry(limit);
  const sourceVersion = input.sourceVersion || facts.sourceVersion || undefined;
  return {
    project: facts.name,
    initiator: initiatorOf(caller),
    sourceVersion,
    resolvedSourceVersion: GIT.test(settings.source.type)
      ? resolved(sourceVersion, () => world.random.hex(40))
      : undefined,
    environment: merged(facts.environment.environmentVariables ?? [], input.environmentVariablesOverride ?? []),
    settings,
    ...(limit && { autoRetry: { limit, number: 0 } }),
    spec: settings.source.buildspec === facts.source.buildspec ? project.spec : readSpecOf(settings.source),
  };
}

const GIT = /^(CODECOMMIT|GITHUB|GITHUB_ENTERPRISE|GITLAB|GITLAB_SELF_MANAGED|BITBUCKET)$/;

/** A version that names a commit is that commit; of a branch it is the newest. */
function resolved(sourceVersion: string | undefined, newest: () => string): string {
  return sourceVersion !== undefined && /^[0-9a-f]{40}$/.test(sourceVersion) ? sourceVersion : newest();
}

/** Who asked: of `arn:aws:iam::ACCOUNT:user/KEY` the last part [M: Build.initiator]. */
export function initiatorOf({ arn }: Caller): string {
  return arn.slice(arn.indexOf('/') + 1);
}
