/** A scripted command, the program that makes the same call alone, and `aws` doing the same. `{…}` stands for an id of the demo. */
export interface Case {
  readonly command: readonly string[];
  /** A file of `test/bench/floors/calls`, and what it is told. */
  readonly floor: readonly string[];
  /** Absent where `aws` needs several calls for it. */
  readonly aws?: readonly string[];
  /** A change that can be made but once: the engine refuses it, to all three alike, after it was sent. */
  readonly refused?: string;
}

const ids = {
  execution: ['executions', 'storefront', '--query', 'executions[0].id'],
  failed: ['executions', 'checkout-api', '--query', 'executions[0].id'],
  running: ['executions', 'mobile-bff', '--query', 'executions[0].id'],
  target: ['rollback', 'docs-site', 'Publish', '--dry-run', '--query', 'plan.choices[0].executionId'],
  deployment: ['deployments', '--query', 'deployments[0].id'],
  revision: ['executions', 'storefront', '--query', 'executions[0].revisions[0].id'],
} as const;

/** How each id is found out. */
export const IDS: Readonly<Record<string, readonly string[]>> = ids;

const pipeline = (...words: string[]) => ['codepipeline', ...words];

const stage = ['--pipeline-name', 'storefront', '--stage-name'];

/** By the names of their figures. */
export const CASES: Readonly<Record<string, Case>> = {
  'script-pipelines': { command: ['pipelines'], floor: ['pipelines'] },
  'script-approvals': { command: ['approvals'], floor: ['pipelines'] },
  'script-where': { command: ['where', '{revision}'], floor: ['histories'] },
  'script-status': {
    command: ['status', 'storefront'],
    floor: ['get-pipeline-state'],
    aws: pipeline('get-pipeline-state', '--name', 'storefront'),
  },
  'script-explain': {
    command: ['explain', 'storefront'],
    floor: ['get-pipeline-state'],
    aws: pipeline('get-pipeline-state', '--name', 'storefront'),
  },
  'script-executions': {
    command: ['executions', 'storefront'],
    floor: ['list-pipeline-executions'],
    aws: pipeline('list-pipeline-executions', '--pipeline-name', 'storefront'),
  },
  'script-execution': {
    command: ['execution', 'storefront', '{execution}'],
    floor: ['execution', '{execution}'],
  },
  'script-definition': {
    command: ['definition', 'storefront'],
    floor: ['get-pipeline'],
    aws: pipeline('get-pipeline', '--name', 'storefront'),
  },
  'script-deployments': { command: ['deployments'], floor: ['deployments'] },
  'script-deployment': { command: ['deployment', '{deployment}'], floor: ['deployment', '{deployment}'] },
  'script-logs': {
    command: ['logs', '--group', '/aws/codebuild/storefront-build'],
    floor: ['filter-log-events'],
    aws: ['logs', 'filter-log-events', '--log-group-name', '/aws/codebuild/storefront-build'],
  },
  'script-start': {
    command: ['start', 'landing', '--yes'],
    floor: ['start-pipeline-execution'],
    aws: pipeline('start-pipeline-execution', '--name', 'landing'),
  },
  'script-transition': {
    command: ['transition', 'enable', 'storefront', 'Production', '--yes'],
    floor: ['enable-stage-transition'],
    aws: pipeline('enable-stage-transition', ...stage, 'Production', '--transition-type', 'Inbound'),
  },
  'script-approve': {
    command: ['approve', 'storefront', '--yes'],
    floor: ['put-approval-result'],
    aws: pipeline(
      ...['put-approval-result', ...stage, 'Approval', '--action-name', 'Approve'],
      ...['--token', '00000000-0000-0000-0000-000000000000', '--result', '{"summary":"","status":"Approved"}'],
    ),
    refused: 'PutApprovalResult',
  },
  'script-reject': {
    command: ['reject', 'storefront', '--yes'],
    floor: ['put-approval-result'],
    refused: 'PutApprovalResult',
  },
  'script-retry': {
    command: ['retry', 'checkout-api', 'Build', '--yes'],
    floor: ['retry-stage-execution', '{failed}'],
    aws: pipeline(
      ...['retry-stage-execution', '--pipeline-name', 'checkout-api', '--stage-name', 'Build'],
      ...['--pipeline-execution-id', '{failed}', '--retry-mode', 'FAILED_ACTIONS'],
    ),
    refused: 'RetryStageExecution',
  },
  'script-stop': {
    command: ['stop', 'mobile-bff', '{running}', '--yes'],
    floor: ['stop-pipeline-execution', '{running}'],
    aws: pipeline('stop-pipeline-execution', '--pipeline-name', 'mobile-bff', '--pipeline-execution-id', '{running}'),
    refused: 'StopPipelineExecution',
  },
  'script-rollback': {
    command: ['rollback', 'docs-site', 'Publish', '--to', '{target}', '--yes'],
    floor: ['rollback-stage', '{target}'],
    aws: pipeline(
      ...['rollback-stage', '--pipeline-name', 'docs-site', '--stage-name', 'Publish'],
      ...['--target-pipeline-execution-id', '{target}'],
    ),
    refused: 'RollbackStage',
  },
};
