import { type ConditionPlace, conditionAt, type RuleDeclaration } from '../../../rules/pipeline-declaration.ts';
import { findRuleType, ruleTimeout } from '../../../rules/rule-types.ts';
import { variableReferences } from '../../../rules/variable-references.ts';
import type { EngineContext } from '../engine-context.ts';
import type { StageRun } from '../executions/execution.ts';
import { resolveAll } from '../executions/resolve-configuration.ts';
import type { ActionResult } from '../runners/runner.ts';
import { timedOut } from '../runners/scripted.ts';
import { timeLimit } from '../runners/time-limit.ts';
import type { ConditionRun, ConditionStatus, RuleRun } from './condition-run.ts';
import { isMisconfigured, misconfigured } from './rule-runners/rule-runner.ts';
import { ruleRunnerFor } from './rule-runners/rule-runner-for.ts';

/** Starts the check of a stage's condition: all its rules at once; `ended` is called when the last has ended (spec 2.4). */
export function checkCondition(
  context: EngineContext,
  stageRun: StageRun,
  place: ConditionPlace,
  ended: () => void,
): void {
  const condition: ConditionRun = {
    place,
    status: 'InProgress',
    lastStatusChange: context.world.clock.now(),
    rules: (conditionAt(stageRun.stage.declaration, place)?.rules ?? []).map((rule) => newRun(context, stageRun, rule)),
  };
  stageRun.conditions = { ...stageRun.conditions, [place]: condition };
  for (const run of condition.rules) {
    startRule(context, run, () => {
      if (condition.status === 'InProgress' && conclude(context, condition)) context.agenda.soon(ended);
    });
  }
}

/** Ends a check that is going on: nobody waits for what its rules find (spec 2.4: rules know only Abandoned for it). */
export function endCheck(
  context: EngineContext,
  stageRun: StageRun,
  status: Extract<ConditionStatus, 'Cancelled' | 'Abandoned'>,
): void {
  for (const condition of Object.values(stageRun.conditions ?? {})) {
    if (condition?.status !== 'InProgress') continue;
    abandonRules(context, condition);
    setStatus(context, condition, status);
  }
}

export function setStatus(context: EngineContext, condition: ConditionRun, status: ConditionStatus): void {
  condition.status = status;
  condition.lastStatusChange = context.world.clock.now();
}

/** Takes away the rules that have not ended. */
export function abandonRules(context: EngineContext, condition: ConditionRun): void {
  for (const run of condition.rules) if (run.status === 'InProgress') endRule(context, run, 'Abandoned');
}

function newRun({ world }: EngineContext, stageRun: StageRun, rule: RuleDeclaration): RuleRun {
  const { pipeline } = stageRun.execution;
  const type = findRuleType(rule.ruleTypeId);
  if (!type) throw new Error(`rule '${rule.name}' was not checked before it was run`);
  const now = world.clock.now();
  const run: RuleRun = {
    id: world.random.uuid(),
    number: pipeline.nextRuleRun++,
    stageRun,
    rule,
    type,
    startTime: now,
    lastUpdateTime: now,
    status: 'InProgress',
  };
  pipeline.executions.addRuleRun(run);
  return run;
}

function startRule(context: EngineContext, run: RuleRun, ended: () => void): void {
  const { rule, stageRun, type } = run;
  const { execution, stage } = stageRun;
  const behavior = context.world.behaviors.take({
    pipeline: execution.pipeline.name,
    stage: stage.name,
    rule: rule.name,
  });
  const end = (status: 'Succeeded' | 'Failed') => (result: ActionResult) => {
    if (run.status !== 'InProgress') return;
    if (result.summary) run.summary = result.summary;
    if (result.externalId) run.externalId = result.externalId;
    if (result.error) run.error = result.error;
    endRule(context, run, status);
    ended();
  };
  const [succeed, fail] = [end('Succeeded'), end('Failed')];
  const declared = rule.configuration ?? {};
  const resolved = resolveAll(execution, declared);
  if ('problem' in resolved) {
    run.resolvedConfiguration = {};
    fail(misconfigured(resolved.problem));
    return;
  }
  const { configuration } = resolved;
  if (Object.values(declared).some((value) => variableReferences(value).length > 0)) {
    run.resolvedConfiguration = configuration;
  }
  const minutes = ruleTimeout(rule, type);
  const limit = timeLimit(context, run, minutes, () => fail(timedOut('rule', minutes)));
  const name = `Rule ${rule.name}`;
  ruleRunnerFor(type)({ ...limit, context, run, name, configuration, rule: behavior, succeed, fail });
}

function endRule({ world }: EngineContext, run: RuleRun, status: Exclude<RuleRun['status'], 'InProgress'>): void {
  world.clock.cancel(run.timer);
  run.timer = undefined;
  run.status = status;
  run.lastUpdateTime = world.clock.now();
}

/** Sets a condition's status when its last rule has ended; false while one goes on. */
function conclude(context: EngineContext, condition: ConditionRun): boolean {
  const { rules } = condition;
  if (rules.some(({ status }) => status === 'InProgress')) return false;
  const failed = rules.filter(({ status }) => status !== 'Succeeded');
  if (failed.length === 0) {
    setStatus(context, condition, 'Succeeded');
  } else {
    condition.summary = `Rules that did not succeed: ${failed.map(({ rule }) => rule.name).join(', ')}`; // [D]
    const isErrored = failed.some(isMisconfigured);
    setStatus(context, condition, isErrored ? 'Errored' : 'Failed');
  }
  return true;
}
