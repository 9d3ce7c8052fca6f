import { AwsError } from '../../aws-error.ts';
import { type Check, list, Mistake, object, oneOf, text } from '../../checks.ts';
import type { StartRequest } from '../executions/start-request.ts';
import type { ActionResult, StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** Pipelines that invoke each other would otherwise never come to the end of an instant. */
const LEAST_SECONDS = 1;

/**
 * An action that starts another pipeline of the account and region, and does not wait for it [D] (spec 2.3). When there is no
 * such pipeline, or it cannot be started like this, the action fails.
 */
export function runInvokePipeline(starting: StartingAction): void {
  const { rule } = starting;
  const seconds = Math.max(rule?.durationSeconds ?? SECONDS, LEAST_SECONDS);
  playOut(
    { ...starting, rule: rule && { ...rule, durationSeconds: seconds } },
    { seconds, result: () => invoke(starting) },
  );
}

function invoke({ context, run, configuration }: StartingAction): ActionResult {
  const { PipelineName = '', Variables, SourceRevisions } = configuration;
  const { declaration } = run.stageRun.execution.version;
  // Whose role acts for the pipeline is who starts the other [D].
  const callerArn = run.action.declaration.roleArn ?? declaration.roleArn;
  try {
    const request: StartRequest = {
      variables: parse('Variables', Variables, variables),
      sourceRevisions: parse('SourceRevisions', SourceRevisions, revisions),
    };
    const id = context.services.codepipeline.start(PipelineName, request, callerArn);
    return { externalId: id, outputVariables: { PipelineExecutionId: id } };
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof Mistake)) throw error;
    return { summary: error.message, error: { code: 'ConfigurationError', message: error.message } };
  }
}

const variables = list(object({ name: text, value: text }, {}));
const revisions = list(
  object(
    {
      actionName: text,
      revisionType: oneOf('COMMIT_ID', 'IMAGE_DIGEST', 'S3_OBJECT_VERSION_ID', 'S3_OBJECT_KEY'),
      revisionValue: text,
    },
    {},
  ),
);

/** A list that stands in the configuration as a JSON text. Throws a {@link Mistake}. */
function parse<T>(key: string, json: string | undefined, check: Check<T>): T | undefined {
  if (json === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Mistake([key], 'is not a JSON text');
  }
  return check(value, [key]);
}
