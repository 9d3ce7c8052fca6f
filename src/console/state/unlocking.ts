import { type Plan, soleSubject } from '../../operations/plan.ts';
import type { Protection } from '../../policy/protection.ts';
import { NO_TEXT, type TextEdit } from './text-edit.ts';

/** Longer is no reason, but a file. */
export const MOST_WHY = 300;

/** What a person has to write before anything is changed in a protected environment that is locked. */
export interface Unlocking {
  readonly environment: string;
  /** Any of these names shows that it is meant. */
  readonly names: readonly string[];
  readonly name: TextEdit;
  readonly why: TextEdit;
}

/** For the first environment of a plan that is locked; undefined when none is. */
export function unlockingOf(plan: Plan, protection: Protection): Unlocking | undefined {
  const [environment] = protection.lockedOf(plan.subjects);
  if (environment === undefined) return undefined;
  const { pipeline } = soleSubject(plan);
  return { environment, names: [environment, ...(pipeline ? [pipeline.name] : [])], name: NO_TEXT, why: NO_TEXT };
}

/** Why it stays locked, and where that is to be written; undefined when it may be unlocked. */
export function unlockingTrouble({ names, name, why }: Unlocking): { field: 'name' | 'why'; text: string } | undefined {
  if (!names.includes(name.text.trim())) return { field: 'name', text: `type ${names.join(' or ')} to unlock it` };
  if (why.text.trim() === '') return { field: 'why', text: 'say why it is changed' };
  const length = [...why.text].length;
  return length > MOST_WHY ? { field: 'why', text: `too long: ${length} of ${MOST_WHY}` } : undefined;
}
