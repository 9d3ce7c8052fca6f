import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import type { CodeBuildContext } from '../context.ts';
import { IdempotencyTokens } from '../idempotency.ts';
import { invalidInput } from '../projects/project-checks.ts';
import { namesOf } from './build.ts';
import { buildAnswer } from './build-answer.ts';
import type { BuildHandle } from './build-handle.ts';
import type { BuildStart } from './build-starts.ts';
import { requireBuild } from './find-build.ts';
import { initiatorOf, newBuild, type StartInput } from './new-build.ts';
import type { BuildStatus } from './phases.ts';

/** StartBuild, RetryBuild and StopBuild (spec 4). */
export function startOperations(context: CodeBuildContext): Record<string, Operation> {
  const { world, running, starts } = context;
  const tokens = new IdempotencyTokens<BuildHandle>();
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
      once('RetryBuild', input, () => startAsked(context, again(context, input.id, initiatorOf(caller)))),
    StopBuild: ({ id }: { readonly id: string }) => {
      const handle = requireBuild(context, id);
      running.stop(handle);
      return answer(handle);
    },
  };
}

/** Starts a build that no pipeline asks for: what becomes of it a rule may say that names its project [D]. */
function startAsked(context: CodeBuildContext, asked: BuildStart): BuildHandle {
  const { world, starts } = context;
  const rule = world.behaviors.take({ project: asked.project });
  return starts.start({ ...asked, rule }, ({ buildStatus }, handle) => {
    if (RETRIED.includes(buildStatus)) retryByItself(context, handle);
  });
}

/** What a build ends with that begins again by itself; one that was stopped does not [D]. */
const RETRIED: readonly BuildStatus[] = ['FAILED', 'FAULT', 'TIMED_OUT'];

/** As often as is allowed; not where there is no room, or its project is gone. */
function retryByItself(context: CodeBuildContext, handle: BuildHandle): void {
  const { build, id } = handle;
  const { limit = 0, number = 0 } = build.autoRetry ?? {};
  if (number >= limit) return;
  const { arn: previous } = namesOf(build, context.services);
  try {
    const asked = { ...again(context, id, build.initiator), autoRetry: { limit, number: number + 1, previous } };
    const next = startAsked(context, asked);
    handle.change({ nextAutoRetry: namesOf(next.build, context.services).arn });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

/** The build once more, as it was settled (spec 4). Throws ResourceNotFoundException and InvalidInputException. */
function again(context: CodeBuildContext, id: string | undefined, initiator: string): BuildStart {
  if (id === undefined) throw invalidInput('The id of the build to retry is required');
  const { build } = requireBuild(context, id);
  if (context.projects.isDeleted(build.project)) throw context.projects.notFound(build.project);
  const { project, sourceVersion, resolvedSourceVersion, artifactLocation, environment, settings, spec, failure } =
    build;
  const isUnreadable = failure?.context?.statusCode === 'YAML_FILE_ERROR';
  return {
    project,
    initiator,
    sourceVersion,
    resolvedSourceVersion,
    artifactLocation,
    environment,
    settings,
    ...(build.autoRetry && { autoRetry: { limit: build.autoRetry.limit, number: 0 } }),
    spec: isUnreadable ? { problem: failure!.context!.message } : spec && { spec },
  };
}
