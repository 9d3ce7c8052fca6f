import type { PageScope } from '../../paging.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import { artifactDetails } from '../executions/artifacts.ts';
import { type RunsRequest, runsPage } from '../views/run-listing.ts';
import type { RuleRun } from './condition-run.ts';

/** ListRuleExecutions, newest first (spec 2.9). Throws PipelineExecutionNotFoundException. */
export function listRuleRuns(scope: PageScope, pipeline: Pipeline, request: RunsRequest) {
  const { items, nextToken } = runsPage(scope, pipeline, request, {
    all: (below) => pipeline.executions.ruleRunsNewestFirst(below),
    of: (execution) => execution.ruleRuns.toReversed(),
    isSame: (one, other) => one.rule === other.rule,
  });
  return { ruleExecutionDetails: items.map(ruleDetail), ...(nextToken && { nextToken }) };
}

function ruleDetail(run: RuleRun) {
  const { rule, stageRun } = run;
  const { execution, stage } = stageRun;
  const configuration = rule.configuration ?? {};
  return {
    pipelineExecutionId: execution.id,
    ruleExecutionId: run.id,
    pipelineVersion: execution.version.number,
    stageName: stage.name,
    ruleName: rule.name,
    startTime: run.startTime,
    lastUpdateTime: run.lastUpdateTime,
    ...(run.updatedBy !== undefined && { updatedBy: run.updatedBy }),
    status: run.status,
    input: {
      ruleTypeId: rule.ruleTypeId,
      configuration,
      resolvedConfiguration: run.resolvedConfiguration ?? configuration,
      ...(rule.roleArn !== undefined && { roleArn: rule.roleArn }),
      region: rule.region ?? execution.pipeline.region,
      inputArtifacts: artifactDetails(execution, rule.region, rule.inputArtifacts),
    },
    output: { executionResult: executionResult(run) },
  };
}

function executionResult({ externalId, summary, externalUrl, error }: RuleRun) {
  return {
    ...(externalId !== undefined && { externalExecutionId: externalId }),
    ...(summary !== undefined && { externalExecutionSummary: summary }),
    ...(externalUrl !== undefined && { externalExecutionUrl: externalUrl }),
    ...(error && { errorDetails: error }),
  };
}
