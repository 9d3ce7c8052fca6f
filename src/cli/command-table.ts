import type { CommandSpec } from './command.ts';
import { apply } from './commands/apply.ts';
import { approvals } from './commands/approvals.ts';
import { approve, reject } from './commands/approve.ts';
import { audit } from './commands/audit.ts';
import { completion } from './commands/completion.ts';
import { configGet, configList, configPath, configSet } from './commands/config.ts';
import { definition } from './commands/definition.ts';
import { deployment } from './commands/deployment.ts';
import { deployments } from './commands/deployments.ts';
import { doctor } from './commands/doctor.ts';
import { execution } from './commands/execution.ts';
import { executions } from './commands/executions.ts';
import { explain } from './commands/explain.ts';
import { freeze, unfreeze } from './commands/freeze.ts';
import { iamPolicyCommand } from './commands/iam-policy.ts';
import { logs } from './commands/logs.ts';
import { mockScenarios } from './commands/mock-scenarios.ts';
import { mockServe } from './commands/mock-serve.ts';
import { override } from './commands/override.ts';
import { pipelines } from './commands/pipelines.ts';
import { retry } from './commands/retry.ts';
import { rollback } from './commands/rollback.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { continueDeployment, stopDeployment } from './commands/steer-deployment.ts';
import { stop } from './commands/stop.ts';
import { disableTransition, enableTransition } from './commands/transition.ts';
import { validate } from './commands/validate.ts';
import { watch } from './commands/watch.ts';
import { where } from './commands/where.ts';

/** Every command, in the order of the help: what one looks at, what one changes, what one follows, what one checks, the mock, the settings. */
export const COMMANDS: readonly CommandSpec[] = [
  pipelines,
  status,
  explain,
  executions,
  execution,
  definition,
  where,
  approvals,
  approve,
  reject,
  start,
  stop,
  retry,
  rollback,
  override,
  enableTransition,
  disableTransition,
  freeze,
  unfreeze,
  watch,
  logs,
  deployments,
  deployment,
  stopDeployment,
  continueDeployment,
  validate,
  apply,
  audit,
  iamPolicyCommand,
  mockServe,
  mockScenarios,
  doctor,
  configPath,
  configList,
  configGet,
  configSet,
  completion,
];
