import { CONDITION_PLACES, conditionAt, type RuleDeclaration } from '../../../rules/pipeline-declaration.ts';
import { findRuleType } from '../../../rules/rule-types.ts';
import type { ConditionRun, RuleRun } from '../conditions/condition-run.ts';
import type { StageLayout } from '../definitions/layout.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { DeployTarget } from '../deploy-targets/deploy-target.ts';
import type { ActionRun, Execution, GivenRevision, StageRun } from './execution.ts';

/** An execution as JSON can hold it: what it refers to is told by its place, and what its pipeline knows is left out. */
export interface PlainExecution
  extends Omit<
    Execution,
    'pipeline' | 'version' | 'rollbackTarget' | 'given' | 'stageRuns' | 'actionRuns' | 'ruleRuns' | 'artifactKeys'
  > {
  readonly version: number;
  readonly given: readonly (readonly [string, GivenRevision])[];
  readonly stageRuns: readonly (PlainStageRun | null)[];
  readonly actionRuns: readonly PlainActionRun[];
  readonly ruleRuns: readonly PlainRuleRun[];
  readonly artifactKeys: readonly (string | null)[];
}

interface PlainStageRun extends Omit<StageRun, 'execution' | 'stage' | 'runs' | 'conditions'> {
  /** Places among the execution's action runs. */
  readonly runs: readonly number[];
  readonly conditions: readonly PlainCondition[];
}

interface PlainCondition extends Omit<ConditionRun, 'rules'> {
  /** Places among the execution's rule runs. */
  readonly rules: readonly number[];
}

interface PlainActionRun extends Omit<ActionRun, 'stageRun' | 'action' | 'timer' | 'control'> {
  readonly stage: number;
  readonly action: number;
}

interface PlainRuleRun extends Omit<RuleRun, 'stageRun' | 'rule' | 'type' | 'timer'> {
  readonly stage: number;
  readonly rule: number;
}

/** Whether nobody works on an execution any more: it has ended, and so has all that it began. A rollback is left as it is, for its target. */
export function isAtRest({ status, type, actionRuns }: Execution): boolean {
  if (status === 'InProgress' || status === 'Stopping' || type === 'ROLLBACK') return false;
  // A deployment that was abandoned goes on all the same.
  const isUnderWay = (target: DeployTarget) => target.status === 'Pending' || target.status === 'InProgress';
  return !actionRuns.some(({ targets }) => targets?.some(isUnderWay));
}

/** An execution at rest, for {@link revived}. */
export function plain(execution: Execution): PlainExecution {
  const { pipeline, version, given, stageRuns, actionRuns, ruleRuns, artifactKeys, ...kept } = execution;
  return {
    ...kept,
    version: version.number,
    given: [...given],
    stageRuns: stageRuns.map((run) => (run ? plainStageRun(run) : null)),
    actionRuns: actionRuns.map(plainActionRun),
    ruleRuns: ruleRuns.map(plainRuleRun),
    artifactKeys: artifactKeys.map((key) => key ?? null),
  };
}

function plainStageRun({ execution, stage, runs, conditions = {}, ...kept }: StageRun): PlainStageRun {
  const { actionRuns, ruleRuns } = execution;
  return {
    ...kept,
    runs: runs.map((run) => (run ? actionRuns.indexOf(run) : -1)),
    conditions: Object.values(conditions)
      .filter((condition) => condition !== undefined)
      .map(({ rules, ...condition }) => ({ ...condition, rules: rules.map((run) => ruleRuns.indexOf(run)) })),
  };
}

function plainActionRun({ stageRun, action, timer, control, ...kept }: ActionRun): PlainActionRun {
  return { ...kept, stage: action.stageIndex, action: action.index };
}

function plainRuleRun({ stageRun: { stage }, rule, type, timer, ...kept }: RuleRun): PlainRuleRun {
  return { ...kept, stage: stage.index, rule: rulesOf(stage).indexOf(rule) };
}

/** The execution again, with everything that belongs to it. */
export function revived(given: PlainExecution, pipeline: Pipeline): Execution {
  const version = pipeline.versions[given.version - 1]!;
  const execution: Execution = {
    ...given,
    pipeline,
    version,
    given: new Map(given.given),
    stageRuns: [],
    actionRuns: [],
    ruleRuns: [],
    artifactKeys: given.artifactKeys.map((key) => key ?? undefined),
  };
  for (const [index, kept] of given.stageRuns.entries()) {
    execution.stageRuns.push(
      kept ? { ...kept, execution, stage: version.stages[index]!, runs: [], conditions: {} } : undefined,
    );
  }
  for (const { stage, action, ...kept } of given.actionRuns) {
    execution.actionRuns.push({
      ...kept,
      stageRun: execution.stageRuns[stage]!,
      action: version.stages[stage]!.actions[action]!,
    });
  }
  for (const { stage, rule: place, ...kept } of given.ruleRuns) {
    const rule = rulesOf(version.stages[stage]!)[place]!;
    execution.ruleRuns.push({
      ...kept,
      stageRun: execution.stageRuns[stage]!,
      rule,
      type: findRuleType(rule.ruleTypeId)!,
    });
  }
  for (const [index, kept] of given.stageRuns.entries()) {
    if (kept) refer(execution.stageRuns[index]!, kept);
  }
  return execution;
}

/** Lets a stage know again what ran in it. */
function refer(stageRun: StageRun, { runs, conditions }: PlainStageRun): void {
  const { actionRuns, ruleRuns } = stageRun.execution;
  for (const place of runs) stageRun.runs.push(actionRuns[place]);
  for (const { rules, ...condition } of conditions) {
    stageRun.conditions![condition.place] = { ...condition, rules: rules.map((place) => ruleRuns[place]!) };
  }
}

function rulesOf({ declaration }: StageLayout): readonly RuleDeclaration[] {
  return CONDITION_PLACES.flatMap((place) => conditionAt(declaration, place)?.rules ?? []);
}
