import { AwsError } from '../../aws-error.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkConcurrency } from './concurrency.ts';
import type { GivenRevision } from './execution.ts';
import { startExecution } from './flow.ts';

export interface StartRequest {
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  readonly clientRequestToken?: string;
  readonly sourceRevisions?: readonly SourceRevisionOverride[];
}

interface SourceRevisionOverride {
  readonly actionName: string;
  readonly revisionType: 'COMMIT_ID' | 'IMAGE_DIGEST' | 'S3_OBJECT_VERSION_ID' | 'S3_OBJECT_KEY';
  readonly revisionValue: string;
}

/**
 * StartPipelineExecution (spec 2.7): the id of the execution, the same again for the same client request
 * token. Throws ValidationException for variables and revisions that the definition has no place for, or that
 * contradict each other.
 */
export function requestStart(
  context: EngineContext,
  pipeline: Pipeline,
  request: StartRequest,
  callerArn: string,
): string {
  const { clientRequestToken: token } = request;
  const before = token === undefined ? undefined : pipeline.executions.startedBy(token);
  if (before !== undefined) return before;
  const variables = readVariables(pipeline, request.variables ?? []);
  const given = readRevisions(pipeline, request.sourceRevisions ?? []);
  checkConcurrency(pipeline);
  const trigger = { triggerType: 'StartPipelineExecution', triggerDetail: callerArn } as const;
  const { id } = startExecution(context, pipeline, { trigger, variables, given });
  if (token !== undefined) pipeline.executions.noteRequest(token, id);
  return id;
}

/** Only declared variables, and each that has no default (spec 2.7). */
function readVariables(
  pipeline: Pipeline,
  given: readonly { readonly name: string; readonly value: string }[],
): Record<string, string> {
  const declared = currentVersion(pipeline).declaration.variables ?? [];
  const unknown = given.find(({ name }) => !declared.some((variable) => variable.name === name));
  if (unknown) throw invalid(`Pipeline '${pipeline.name}' does not declare a variable '${unknown.name}'`);
  const repeated = given.find(({ name }, index) => given.slice(0, index).some((other) => other.name === name));
  if (repeated) throw invalid(`Variable '${repeated.name}' is given more than one value`); // [D]
  const values = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  const open = declared.find(({ name, defaultValue }) => defaultValue === undefined && !Object.hasOwn(values, name));
  if (open) throw invalid(`Variable '${open.name}' has no default value and must be given a value`); // [R]
  return values;
}

/** Revisions for source actions, of a type that the provider has; for S3 version and key may be combined (spec 2.7). */
function readRevisions(pipeline: Pipeline, overrides: readonly SourceRevisionOverride[]): Map<string, GivenRevision> {
  const given = new Map<string, GivenRevision>();
  for (const { actionName, revisionType, revisionValue } of overrides) {
    const action = currentVersion(pipeline).stages[0]!.actions.find(({ name }) => name === actionName);
    if (!action) throw invalid(`Pipeline '${pipeline.name}' does not have a source action '${actionName}'`);
    if (!action.type.revisionTypes?.includes(revisionType)) {
      throw invalid(
        `Source action '${actionName}' of provider '${action.type.provider}' does not take ${revisionType}`,
      );
    }
    const member = revisionType === 'S3_OBJECT_KEY' ? 'objectKey' : 'id';
    const before = given.get(actionName);
    if (before?.[member] !== undefined) {
      throw invalid(`Source action '${actionName}' is given more than one ${revisionType}`); // [D]
    }
    given.set(actionName, { ...before, [member]: revisionValue });
  }
  return given;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
