import { AwsError } from '../../../aws-error.ts';
import type { BuildProgress } from '../../../codebuild/builds/build-progress.ts';
import { artifactDetails } from '../../executions/artifacts.ts';
import { readEnvironment } from '../../runners/codebuild.ts';
import { misconfigured, type StartingRule, unmet } from './rule-runner.ts';

/** Runs a build, which decides (spec 2.4: CodeBuild). */
export function runCodeBuildRule(starting: StartingRule): void {
  const { context, run, configuration, rule } = starting;
  const environment = readEnvironment(configuration.EnvironmentVariables);
  if (!environment) {
    starting.fail(misconfigured('The value of EnvironmentVariables is not a JSON array of name, value and type'));
    return;
  }
  starting.awaitEnd();
  const { execution } = run.stageRun;
  const artifacts = artifactDetails(execution, run.rule.region, run.rule.inputArtifacts);
  const source = artifacts.find(({ name }) => name === configuration.PrimarySource) ?? artifacts[0];
  try {
    const build = context.services.codebuild.startForPipeline({
      project: configuration.ProjectName ?? '',
      pipeline: execution.pipeline.name,
      sourceVersion: source && `arn:aws:s3:::${source.s3location.bucket}/${source.s3location.key}`,
      resolvedSourceVersion: undefined,
      environment,
      rule,
      // A build that takes no time ends before its id is known here: its result comes after.
      onEnd: (ended) => context.agenda.run(() => context.agenda.soon(() => takeOver(starting, ended))),
    });
    run.externalId = build.id;
    run.externalUrl = build.consoleUrl;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    starting.fail(misconfigured(error.message));
  }
}

function takeOver({ succeed, fail, rule }: StartingRule, { buildStatus }: BuildProgress): void {
  if (buildStatus === 'SUCCEEDED') succeed({ summary: rule?.summary });
  else {
    const error = buildStatus === 'STOPPED' ? undefined : rule?.error;
    fail({ ...unmet(`Build terminated with state: ${buildStatus}`), ...(error && { error }) });
  }
}
