import { AwsError } from '../../aws-error.ts';
import type { BuildProgress } from '../../codebuild/builds/build-progress.ts';
import type { EnvironmentVariable } from '../../codebuild/projects/project.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import { type ArtifactDetail, artifactDetails, storeOutputArtifacts } from '../executions/artifacts.ts';
import type { Execution } from '../executions/execution.ts';
import type { StartingAction } from './runner.ts';

/** A Build or Test action of CodeBuild: runs a build and takes over its result (spec 4). */
export function runCodeBuild(starting: StartingAction): void {
  const { context, run, configuration, rule } = starting;
  const environment = readEnvironment(configuration.EnvironmentVariables);
  if (!environment) {
    const message = 'The value of EnvironmentVariables is not a JSON array of name, value and type';
    starting.fail({ summary: message, error: { code: 'ConfigurationError', message } });
    return;
  }
  starting.awaitEnd();
  try {
    const { execution } = run.stageRun;
    // A build is told where to put what it makes.
    storeOutputArtifacts(execution, run.action, context.world.random);
    const build = context.services.codebuild.startForPipeline({
      project: configuration.ProjectName ?? '',
      pipeline: execution.pipeline.name,
      ...sourceOf(execution, run.action, configuration.PrimarySource),
      artifactLocation: outputOf(execution, run.action),
      environment,
      rule,
      // A build that takes no time ends before its id is known here: its result comes after.
      onEnd: (ended) => context.agenda.run(() => context.agenda.soon(() => takeOver(starting, ended))),
    });
    run.externalId = build.id;
    run.externalUrl = build.consoleUrl;
    run.logStreamArn = build.logStreamArn;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    starting.fail({ summary: error.message, error: { code: 'ConfigurationError', message: error.message } });
  }
}

/** SUCCEEDED is success, every other end a failure that names the build's state (spec 4). */
function takeOver(starting: StartingAction, build: BuildProgress): void {
  const { rule } = starting;
  const exported = build.exportedEnvironmentVariables.map(({ name, value }) => [name, value]);
  const outputVariables: Record<string, string> = Object.fromEntries(exported);
  if (build.buildStatus === 'SUCCEEDED') {
    starting.succeed({ summary: rule?.summary, outputVariables });
    return;
  }
  const message = `Build terminated with state: ${build.buildStatus}`;
  // What a rule says of a failure it does not say of a build that somebody stopped.
  const told = build.buildStatus === 'STOPPED' ? undefined : rule;
  const error = told?.error ?? { code: 'JobFailed', message };
  starting.fail({ summary: told?.summary ?? message, error, outputVariables });
}

/** The build's source: the input artifact, or the primary one of several, and the revision behind it (spec 4). */
function sourceOf(execution: Execution, action: ActionLayout, primary: string | undefined) {
  const artifacts = artifactDetails(execution, action.declaration.region, action.declaration.inputArtifacts);
  const artifact = artifacts.find(({ name }) => name === primary) ?? artifacts[0];
  const revisions = execution.actionRuns.filter((run) => run.revision);
  const made = revisions.find((run) =>
    run.action.declaration.outputArtifacts?.some(({ name }) => name === artifact?.name),
  );
  return {
    sourceVersion: artifact && arnOf(artifact),
    resolvedSourceVersion: (made ?? revisions[0])?.revision?.id,
  };
}

/** Where the build puts its first output artifact; undefined: it has none (spec 4). */
function outputOf(execution: Execution, { declaration }: ActionLayout): string | undefined {
  const [first] = artifactDetails(execution, declaration.region, declaration.outputArtifacts);
  return first && arnOf(first);
}

function arnOf({ s3location: { bucket, key } }: ArtifactDetail): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** The variables in an action's or a rule's configuration; undefined: the text is no JSON array of them (spec 4). */
export function readEnvironment(text: string | undefined): EnvironmentVariable[] | undefined {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isVariable) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isVariable(value: unknown): value is EnvironmentVariable {
  if (typeof value !== 'object' || value === null) return false;
  const { name, value: text } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof text === 'string';
}
