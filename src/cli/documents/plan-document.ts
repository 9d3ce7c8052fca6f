import { type Plan, soleSubject } from '../../operations/plan.ts';
import { orNull } from './values.ts';

/** What `--dry-run` says: what would be sent, what it would cause, and the same in other words. */
export function planDocument(plan: Plan, text: string | undefined) {
  const subject = soleSubject(plan);
  return {
    operation: plan.operation,
    title: plan.title,
    pipeline: orNull(subject.pipeline?.name),
    account: orNull(subject.place?.account || undefined),
    region: orNull(subject.place?.region),
    stage: orNull(subject.stage),
    action: orNull(subject.action),
    executionId: orNull(subject.executionId),
    deploymentId: orNull(subject.deploymentId),
    changes: plan.subjects.map(({ place, pipeline, stage }) => ({
      pipeline: orNull(pipeline?.name),
      account: orNull(place.account || undefined),
      region: place.region,
      stage: orNull(stage),
    })),
    facts: plan.facts.map(({ label, text: said }) => ({ label, text: said })),
    dangerous: plan.dangerous,
    text: orNull(text),
    command: plan.command(text),
    awsCommand: plan.awsCommand(text) ?? null,
  };
}
