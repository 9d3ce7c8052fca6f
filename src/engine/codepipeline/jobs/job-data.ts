import { type ArtifactDetail, artifactDetails, storeOf } from '../executions/artifacts.ts';
import type { ActionRun } from '../executions/execution.ts';
import type { Job } from './job.ts';

/** Nobody checks them: there is no store behind the engine. */
const CREDENTIALS = {
  accessKeyId: 'ASIAMOCKMOCKMOCKMOCK',
  secretAccessKey: 'mock/secret/access/key/of/no/use/at/all',
  sessionToken: 'mock-session-token-of-no-use-at-all',
};

/** What a worker is told of its work; the only place where secrets are in clear (spec 2.12). */
export function jobData({ run, continuationToken }: Job) {
  const { declaration } = run.action;
  const { execution, stage } = run.stageRun;
  const { pipeline } = execution;
  const key = storeOf(execution, declaration.region)?.encryptionKey;
  return {
    actionTypeId: declaration.actionTypeId,
    actionConfiguration: { configuration: clearConfiguration(run) },
    pipelineContext: {
      pipelineName: pipeline.name,
      stage: { name: stage.name },
      action: { name: run.action.name, actionExecutionId: run.id },
      pipelineArn: pipeline.arn,
      pipelineExecutionId: execution.id,
    },
    inputArtifacts: artifacts(run, declaration.inputArtifacts),
    outputArtifacts: artifacts(run, declaration.outputArtifacts),
    artifactCredentials: CREDENTIALS,
    ...(continuationToken !== undefined && { continuationToken }),
    ...(key && { encryptionKey: { id: key.id, type: key.type } }),
  };
}

/** The configuration as it was resolved when the action started, with the secrets that every other answer masks. */
function clearConfiguration({ action, resolvedConfiguration }: ActionRun): Readonly<Record<string, string>> {
  const configuration = resolvedConfiguration ?? action.configuration;
  const declared = action.declaration.configuration ?? {};
  const secrets = action.type.secret?.filter((key) => declared[key] !== undefined) ?? [];
  if (secrets.length === 0) return configuration;
  return { ...configuration, ...Object.fromEntries(secrets.map((key) => [key, declared[key]!])) };
}

function artifacts(run: ActionRun, named: readonly { readonly name: string }[] | undefined) {
  const { execution } = run.stageRun;
  return artifactDetails(execution, run.action.declaration.region, named).map((detail) => jobArtifact(run, detail));
}

/** An artifact as jobs have it, with the revision that a source action made it of [R]. */
function jobArtifact({ stageRun: { execution } }: ActionRun, { name, s3location }: ArtifactDetail) {
  const maker = execution.actionRuns.findLast(
    ({ revision, action }) => revision && action.declaration.outputArtifacts?.some((made) => made.name === name),
  );
  return {
    name,
    ...(maker?.revision && { revision: maker.revision.id }),
    location: { type: 'S3', s3Location: { bucketName: s3location.bucket, objectKey: s3location.key } },
  };
}
