import type { Caller, Operation } from '../../world.ts';
import type { CodeBuildContext } from '../context.ts';
import { IdempotencyTokens } from '../idempotency.ts';
import { invalidInput } from '../projects/project-checks.ts';
import { buildAnswer } from './build-answer.ts';
import type { BuildHandle } from './build-handle.ts';
import type { BuildStart } from './build-starts.ts';
import { requireBuild } from './find-build.ts';
import { initiatorOf, newBuild, type StartInput } from './new-build.ts';

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
