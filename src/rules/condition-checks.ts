import { inStage, type Path, type Report } from './definition-problem.ts';
import {
  CONDITION_PLACES,
  type ConditionDeclaration,
  type ConditionPlace,
  type ConditionResult,
  conditionAt,
  type PipelineDeclaration,
  type RuleDeclaration,
  type StageDeclaration,
} from './pipeline-declaration.ts';
import { findRuleType, VARIABLE_CHECK_OPERATORS } from './rule-types.ts';

/** What a condition of each place may lead to (spec 2.4). */
const RESULTS: Readonly<Record<ConditionPlace, readonly ConditionResult[]>> = {
  beforeEntry: ['FAIL', 'SKIP'],
  onSuccess: ['ROLLBACK', 'FAIL'],
  onFailure: ['ROLLBACK'],
};

/** Stage conditions and their rules (spec 2.2, 2.4). Where no measured text is known the wording is [D]. */
export function checkConditions(pipeline: PipelineDeclaration, report: Report): void {
  for (const [index, stage] of pipeline.stages.entries()) {
    const path = ['stages', index];
    checkFailureResult(stage, path, report);
    for (const place of CONDITION_PLACES) {
      const condition = conditionAt(stage, place);
      if (condition) checkCondition(stage, place, condition, [...path, place, 'conditions', 0], report);
    }
  }
}

function checkFailureResult({ name, onFailure }: StageDeclaration, path: Path, report: Report): void {
  if (!onFailure) return;
  if (onFailure.result && onFailure.conditions?.length) {
    // The quote that is never closed is how the service says it.
    const message = `The following stage cannot have a failure exit gate configured with both top level result and conditions: '${name}`;
    report(inStage(message, [...path, 'onFailure']));
  }
  if (onFailure.retryConfiguration && onFailure.result !== 'RETRY') {
    const message = `Stage '${name}' has a retry configuration, which needs the failure result RETRY`;
    report(inStage(message, [...path, 'onFailure', 'retryConfiguration']));
  }
}

function checkCondition(
  stage: StageDeclaration,
  place: ConditionPlace,
  { result, rules = [] }: ConditionDeclaration,
  path: Path,
  report: Report,
): void {
  const where = `The ${place} condition of stage '${stage.name}'`;
  if (!result || !RESULTS[place].includes(result)) {
    report(inStage(`${where} must have one of the results ${RESULTS[place].join(', ')}`, [...path, 'result']));
  }
  if (rules.length === 0) report(inStage(`${where} must have at least 1 rule`, [...path, 'rules']));
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const rulePath = [...path, 'rules', index];
    if (seen.has(rule.name)) report(inStage(`Rule name '${rule.name}' is used more than once in ${where}`, rulePath));
    seen.add(rule.name);
    checkRule(rule, rulePath, report);
    const type = findRuleType(rule.ruleTypeId);
    if (result === 'SKIP' && type && !type.maySkip) {
      report(inStage(`${where} has the result SKIP, which rules of ${type.provider} cannot lead to`, rulePath));
    }
  }
}

function checkRule(rule: RuleDeclaration, path: Path, report: Report): void {
  const { name, ruleTypeId, configuration = {}, commands } = rule;
  const type = findRuleType(ruleTypeId);
  if (!type) {
    report(inStage(`The rule type of rule '${name}' is not available: provider '${ruleTypeId.provider}'`, path));
    return;
  }
  for (const key of type.required) {
    if (configuration[key] === undefined) {
      report(inStage(`Rule configuration for rule '${name}' is missing required configuration '${key}'`, path));
    }
  }
  const known = new Set([...type.required, ...type.optional]);
  for (const key of Object.keys(configuration)) {
    if (!known.has(key)) {
      report(inStage(`Rule configuration for rule '${name}' contains unknown configuration '${key}'`, path));
    }
  }
  const { Operator: operator } = configuration;
  if (type.provider === 'VariableCheck' && operator !== undefined && !isOperator(operator)) {
    report(inStage(`Rule '${name}' has an operator that is none of ${VARIABLE_CHECK_OPERATORS.join(', ')}`, path));
  }
  if ((type.provider === 'Commands') !== Boolean(commands?.length)) {
    report(inStage(`Rule '${name}' must declare commands if, and only if, it is a Commands rule`, path));
  }
}

function isOperator(text: string): boolean {
  return (VARIABLE_CHECK_OPERATORS as readonly string[]).includes(text);
}
