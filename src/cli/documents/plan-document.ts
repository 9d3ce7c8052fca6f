import { commandOf } from '../../operations/command-line.ts';
import { type Plan, soleSubject } from '../../operations/plan.ts';
import type { Protection } from '../../policy/protection.ts';
import type { plan as planShape } from '../schema/plan.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { changesDocument } from './definition-changes-document.ts';
import { orNull } from './values.ts';

/** What `--dry-run` says: what would be sent, what it would cause, and the same in other words. */
export function planDocument(
  plan: Plan,
  text: string | undefined,
  protection: Protection,
): DocumentOf<typeof planShape> {
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
    environment: namesOrNull(protection.environmentsOfAll(plan.subjects)),
    changes: plan.subjects.map((one) => ({
      pipeline: orNull(one.pipeline?.name),
      account: orNull(one.place.account || undefined),
      region: one.place.region,
      stage: orNull(one.stage),
      environment: namesOrNull(protection.environmentsOf(one)),
    })),
    facts: plan.facts.map(({ label, text: said }) => ({ label, text: said })),
    choices: (plan.choices ?? []).map(({ executionId, text: said, refusal }) => ({
      executionId,
      text: said,
      refusal: orNull(refusal),
    })),
    difference: orNull(plan.difference && changesDocument(plan.difference)),
    dangerous: plan.dangerous,
    text: orNull(text),
    command: commandOf(plan, protection, { text }),
    awsCommand: plan.awsCommand(text) ?? null,
  };
}

/** Mostly there is one protected environment, or none. */
function namesOrNull(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(', ');
}
