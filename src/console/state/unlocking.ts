import { type OperationName, type Plan, soleSubject } from '../../operations/plan.ts';
import type { Protection } from '../../policy/protection.ts';
import { NO_TEXT, type TextEdit } from './text-edit.ts';

/** Longer is no reason, but a file. */
export const MOST_WHY = 300;

/** What a person has to write before something is done that is protected, or that cannot be undone. */
export interface Unlocking {
  /** The protected environment that is locked, which takes a reason as well; undefined where none is. */
  readonly environment?: string;
  /** Any of these names shows that it is meant. */
  readonly names: readonly string[];
  readonly name: TextEdit;
  readonly why: TextEdit;
}

/** What ends something for good where it is dangerous: a rollback or an override, which help, take one key. */
const ENDS: ReadonlySet<OperationName> = new Set(['reject', 'abandon', 'stop-deployment', 'terminate-original']);

/** For the first environment of a plan that is locked, or for what cannot be undone anywhere; undefined where one key is enough. */
export function unlockingOf(plan: Plan, protection: Protection): Unlocking | undefined {
  const locked = lockedBy(plan, protection);
  const names = namesOf(plan);
  if (locked || !plan.dangerous || !ENDS.has(plan.operation) || names.length === 0) return locked;
  return { names, name: NO_TEXT, why: NO_TEXT };
}

/** For the first environment of a plan that is locked. */
export function lockedBy(plan: Plan, protection: Protection): Unlocking | undefined {
  const [environment] = protection.lockedOf(plan.subjects);
  if (environment === undefined) return undefined;
  const { pipeline } = soleSubject(plan);
  return { environment, names: [environment, ...(pipeline ? [pipeline.name] : [])], name: NO_TEXT, why: NO_TEXT };
}

function namesOf(plan: Plan): string[] {
  const { pipeline, deploymentGroup, deploymentId } = soleSubject(plan);
  return [pipeline?.name, deploymentGroup, deploymentId].filter((name) => name !== undefined);
}

/** Why it is not done, and where that is to be written; undefined when it may be. */
export function unlockingTrouble(unlocking: Unlocking): { field: 'name' | 'why'; text: string } | undefined {
  const { environment, names, name, why } = unlocking;
  if (!names.includes(name.text.trim())) {
    const toDo = environment === undefined ? 'confirm' : 'unlock';
    return { field: 'name', text: `type ${names.join(' or ')} to ${toDo} it` };
  }
  if (environment === undefined) return undefined;
  if (why.text.trim() === '') return { field: 'why', text: 'say why it is changed' };
  const length = [...why.text].length;
  return length > MOST_WHY ? { field: 'why', text: `too long: ${length} of ${MOST_WHY}` } : undefined;
}
