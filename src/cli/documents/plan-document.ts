import type { Plan } from '../../operations/plan.ts';
import { orNull } from './values.ts';

/** What `--dry-run` says: what would be sent, what it would cause, and the same in other words. */
export function planDocument(plan: Plan, text: string | undefined) {
  return {
    operation: plan.operation,
    title: plan.title,
    pipeline: plan.pipeline.name,
    account: orNull(plan.pipeline.account || undefined),
    region: plan.pipeline.region,
    stage: orNull(plan.stage),
    action: orNull(plan.action),
    executionId: orNull(plan.executionId),
    facts: plan.facts.map(({ label, text: said }) => ({ label, text: said })),
    dangerous: plan.dangerous,
    text: orNull(text),
    command: plan.command(text),
    awsCommand: plan.awsCommand(text) ?? null,
  };
}
