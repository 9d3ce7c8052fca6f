import {
  CONDITION_PLACES,
  type ConditionDeclaration,
  type ConditionPlace,
  conditionAt,
  type RuleDeclaration,
} from '../../../rules/pipeline-declaration.ts';
import type { ConditionRun, RuleRun } from '../conditions/condition-run.ts';
import type { StageLayout } from '../definitions/layout.ts';
import type { StageRun } from '../executions/execution.ts';

const MEMBERS = {
  beforeEntry: 'beforeEntryConditionState',
  onSuccess: 'onSuccessConditionState',
  onFailure: 'onFailureConditionState',
} as const;

/** A stage's conditions as GetPipelineState shows them: those declared, and what the latest execution found (spec 2.8). */
export function conditionStates(stage: StageLayout, latest: StageRun | undefined) {
  const states: Partial<Record<(typeof MEMBERS)[ConditionPlace], object>> = {};
  for (const place of CONDITION_PLACES) {
    const declared = conditionAt(stage.declaration, place);
    if (declared) states[MEMBERS[place]] = conditionState(declared, latest?.conditions?.[place]);
  }
  return states;
}

function conditionState({ rules = [] }: ConditionDeclaration, run: ConditionRun | undefined) {
  const ruleStates = rules.map((rule) =>
    ruleState(
      rule,
      run?.rules.find((ruleRun) => ruleRun.rule.name === rule.name),
    ),
  );
  if (!run) return { conditionStates: [{ ruleStates }] };
  const summary = run.summary === undefined ? {} : { summary: run.summary };
  return {
    latestExecution: { status: run.status, ...summary },
    conditionStates: [
      { latestExecution: { status: run.status, ...summary, lastStatusChange: run.lastStatusChange }, ruleStates },
    ],
  };
}

function ruleState({ name }: RuleDeclaration, run: RuleRun | undefined) {
  return { ruleName: name, ...(run && { latestExecution: ruleExecution(run) }) };
}

function ruleExecution(run: RuleRun) {
  return {
    ruleExecutionId: run.id,
    status: run.status,
    ...(run.summary !== undefined && { summary: run.summary }),
    lastStatusChange: run.lastUpdateTime,
    ...(run.updatedBy !== undefined && { lastUpdatedBy: run.updatedBy }),
    ...(run.externalId !== undefined && { externalExecutionId: run.externalId }),
    ...(run.externalUrl !== undefined && { externalExecutionUrl: run.externalUrl }),
    ...(run.error && { errorDetails: run.error }),
  };
}
