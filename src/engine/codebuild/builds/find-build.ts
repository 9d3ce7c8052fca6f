import { AwsError } from '../../aws-error.ts';
import type { CodeBuildContext } from '../context.ts';
import { invalidInput } from '../projects/project-checks.ts';
import type { BuildHandle } from './build-handle.ts';

const BUILD_ID = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in an id or an ARN. Throws InvalidInputException for what is neither (spec 4). */
export function checkedId({ services }: CodeBuildContext, kind: 'build' | 'build-batch', given: string): string {
  const { account, region } = services;
  const prefix = `arn:aws:codebuild:${region}:${account}:${kind}/`;
  const id = given.startsWith(prefix) ? given.slice(prefix.length) : given;
  if (!BUILD_ID.test(id)) throw invalidInput(`Invalid ${kind.replace('-', ' ')} ID: ${given}`);
  return id;
}

/** The build of an id or an ARN; undefined: there is none. Throws InvalidInputException for what is neither (spec 4). */
export function findBuild(context: CodeBuildContext, given: string): BuildHandle | undefined {
  return context.builds.find(checkedId(context, 'build', given));
}

/** Throws ResourceNotFoundException and InvalidInputException. */
export function requireBuild(context: CodeBuildContext, given: string): BuildHandle {
  const handle = findBuild(context, given);
  if (!handle) throw new AwsError('ResourceNotFoundException', `Build cannot be found: ${given}`);
  return handle;
}
