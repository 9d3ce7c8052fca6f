import type { ConditionPlace, StageCondition, StageState } from './pipeline.ts';

const PLACES: Readonly<Record<ConditionPlace, string>> = {
  beforeEntry: 'before entry',
  onSuccess: 'on success',
  onFailure: 'on failure',
};

/** Where it stands, as people say it. */
export function placeOfCondition({ place }: StageCondition): string {
  return PLACES[place];
}

/** The condition that is being checked: the stage is locked meanwhile (spec 2.4). */
export function conditionInProgress(stage: StageState): StageCondition | undefined {
  return stage.conditions.find(({ status }) => status === 'InProgress');
}

/** The condition that failed a stage of which no action failed (spec 2.4). */
export function failedCondition(stage: StageState): StageCondition | undefined {
  if (stage.latest?.status !== 'Failed' || stage.actions.some(({ status }) => status === 'Failed')) return undefined;
  return stage.conditions.find(isUnmet);
}

export function isUnmet({ status }: StageCondition): boolean {
  return status === 'Failed' || status === 'Errored';
}

/** The rules on which it depends now, with what they found: those that failed, or else those that go on. */
export function rulesText({ rules, status }: StageCondition): string {
  const wanted = status === 'InProgress' ? 'InProgress' : 'Failed';
  return rules
    .filter((rule) => rule.status === wanted)
    .map(({ name, summary }) => [name, summary].filter(Boolean).join(': '))
    .join('; ');
}
