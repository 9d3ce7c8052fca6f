import type { Caller, Operation } from '../../world.ts';
import type { CodeBuildContext } from '../context.ts';
import { IdempotencyTokens } from '../idempotency.ts';
import type { EnvironmentVariable } from '../projects/project.ts';
import { invalidInput } from '../projects/project-checks.ts';
import { readSpecOf } from '../read-spec.ts';
import { buildAnswer } from './build-answer.ts';
import type { BuildHandle } from './build-handle.ts';
import { settingsOf } from './build-settings.ts';
import type { BuildStart } from './build-starts.ts';
import { requireBuild } from './find-build.ts';
import { merged } from './merged.ts';
import { overridden } from './overrides.ts';

interface StartInput {
  readonly projectName: string;
  readonly sourceVersion?: string;
  readonly environmentVariablesOverride?: readonly EnvironmentVariable[];
  readonly idempotencyToken?: string;
}

/** StartBuild, RetryBuild and StopBuild (spec 4). */
export function startOperations(context: CodeBuildContext): Record<string, Operation> {
  const { world, running, starts } = context;
  const tokens = new IdempotencyTokens();
  const answer = (handle: BuildHandle) => ({
    build: buildAnswer(handle.build, context.services, world.clock.now()),
  });
  /** Starts what is to be started, unless the same has been asked for already. */
  const once = (operation: string, input: { readonly idempotencyToken?: string }, start: () => BuildHandle) => {
    const now = world.clock.now();
    const known = tokens.find(operation, input, now);
    if (known) return answer(known);
    starts.checkRoom();
    const handle = start();
    tokens.keep(operation, input, now, handle);
    return answer(handle);
  };
  return {
    StartBuild: (input: StartInput, caller) =>
      once('StartBuild', input, () => startAsked(context, newBuild(context, input, caller))),
    RetryBuild: (input: { readonly id?: string; readonly idempotencyToken?: string }, caller) =>
      once('RetryBuild', input, () => startAsked(context, again(context, input.id, caller))),
    StopBuild: ({ id }: { readonly id: string }) => {
      const handle = requireBuild(context, id);
      running.stop(handle);
      return answer(handle);
    },
  };
}

/** Starts a build that no pipeline asks for: what becomes of it a rule may say that names its project [D]. */
function startAsked({ world, starts }: CodeBuildContext, asked: BuildStart): BuildHandle {
  return starts.start({ ...asked, rule: world.behaviors.take({ project: asked.project }) });
}

/** Throws ResourceNotFoundException and InvalidInputException. */
function newBuild({ projects, world }: CodeBuildContext, input: StartInput, caller: Caller): BuildStart {
  const project = projects.require(input.projectName);
  const { facts } = project;
  const settings = overridden(settingsOf(project), { ...input });
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
    spec: settings.source.buildspec === facts.source.buildspec ? project.spec : readSpecOf(settings.source),
  };
}

/** The build once more, as it was settled (spec 4). Throws ResourceNotFoundException and InvalidInputException. */
function again(context: CodeBuildContext, id: string | undefined, caller: Caller): BuildStart {
  if (id === undefined) throw invalidInput('The id of the build to retry is required');
  const { build } = requireBuild(context, id);
  if (context.projects.isDeleted(build.project)) throw context.projects.notFound(build.project);
  const { project, sourceVersion, resolvedSourceVersion, artifactLocation, environment, settings, spec, failure } =
    build;
  const isUnreadable = failure?.context?.statusCode === 'YAML_FILE_ERROR';
  return {
    project,
    initiator: initiatorOf(caller),
    sourceVersion,
    resolvedSourceVersion,
    artifactLocation,
    environment,
    settings,
    spec: isUnreadable ? { problem: failure!.context!.message } : spec && { spec },
  };
}

const GIT = /^(CODECOMMIT|GITHUB|GITHUB_ENTERPRISE|GITLAB|GITLAB_SELF_MANAGED|BITBUCKET)$/;

/** A version that names a commit is that commit; of a branch it is the newest. */
function resolved(sourceVersion: string | undefined, newest: () => string): string {
  return sourceVersion !== undefined && /^[0-9a-f]{40}$/.test(sourceVersion) ? sourceVersion : newest();
}

/** Who asked: of `arn:aws:iam::ACCOUNT:user/KEY` the last part [M: Build.initiator]. */
function initiatorOf({ arn }: Caller): string {
  return arn.slice(arn.indexOf('/') + 1);
}
