import type { Deployment } from '../../domain/deployment.ts';
import { notContinuable, notStoppable, notTerminable } from '../../domain/deployment-steering.ts';
import { principalText } from '../../domain/identity.ts';
import type { ActionState, PipelineState, StageState } from '../../domain/pipeline.ts';
import { type OperationName, type Plan, soleSubject } from '../../operations/plan.ts';

/** What a plan stands on: when this is another, it is out of date. */
interface Ground {
  /** How it stands, to be compared. */
  of(stage: StageState, action: ActionState | undefined): unknown;
  /** What has become of it, in a sentence without a full stop. */
  moved(stage: StageState, action: ActionState | undefined): string;
}

const APPROVAL: Ground = {
  of: (_, action) => [action?.actionExecutionId, action?.token !== undefined],
  moved: (stage, action) =>
    action?.token
      ? `another request waits at ${stage.name}/${action.name} now`
      : `the request at ${stage.name}/${action?.name} is closed already`,
};

const TRANSITION: Ground = {
  of: ({ transition: { enabled, reason, at } }) => [enabled, reason, at],
  moved: ({ name, transition }) => {
    const by = transition.by ? ` by ${principalText(transition.by)}` : '';
    return `the transition into ${name} was changed meanwhile${by} and is ${transition.enabled ? 'open' : 'closed'} now`;
  },
};

const STAGE: Ground = {
  of: ({ latest }) => [latest?.executionId, latest?.status],
  moved: ({ name }) => `${name} has moved on meanwhile`,
};

const CONDITION: Ground = {
  of: ({ latest, conditions }) => [latest?.executionId, latest?.status, conditions.map(({ status }) => status)],
  moved: ({ name }) => `the conditions of ${name} stand differently now`,
};

const GROUNDS: Partial<Readonly<Record<OperationName, Ground>>> = {
  approve: APPROVAL,
  reject: APPROVAL,
  retry: STAGE,
  rollback: STAGE,
  override: CONDITION,
  'enable-transition': TRANSITION,
  'disable-transition': TRANSITION,
};

/** Why what is planned for a deployment cannot be done any more. */
const REFUSALS: Partial<Readonly<Record<OperationName, (found: Deployment) => string | undefined>>> = {
  'stop-deployment': notStoppable,
  'continue-deployment': notContinuable,
  'terminate-original': notTerminable,
};

/** Why a plan for a deployment is out of date, in a line; undefined while it can be done. */
export function pastText({ operation }: Plan, found: Deployment): string | undefined {
  const refusal = REFUSALS[operation]?.(found);
  return refusal && `deployment ${found.id}: ${refusal}; nothing was sent`;
}

/** How that stands now which a plan was made from; undefined where nothing of the kind is known. */
export function groundOf(plan: Plan, state: PipelineState | undefined): string | undefined {
  const { ground, stage, action } = standing(plan, state);
  return ground && stage && JSON.stringify(ground.of(stage, action));
}

/** Why a plan is out of date, in a line. */
export function movedText(plan: Plan, state: PipelineState): string {
  const { ground, stage, action } = standing(plan, state);
  const what = ground && stage ? ground.moved(stage, action) : `${soleSubject(plan).stage} is not there any more`;
  return `${what}; nothing was sent`;
}

function standing(plan: Plan, state: PipelineState | undefined) {
  const subject = soleSubject(plan);
  const stage = state?.stages.find((candidate) => candidate.name === subject.stage);
  const action = stage?.actions.find((candidate) => candidate.name === subject.action);
  return { ground: GROUNDS[plan.operation], stage, action };
}
