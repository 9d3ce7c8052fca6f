import { usage } from '../domain/fault.ts';
import { refusalOf, type TextRule } from '../rules/reasons.ts';

/** A text that AWS takes as it is, or none; checked before anybody is asked. Throws a Fault of kind usage that names the flag. */
export function givenText(flag: string, rule: TextRule, text: string | undefined): string | undefined {
  const refusal = text === undefined ? undefined : refusalOf(rule, text);
  if (refusal) throw usage(`${flag}: ${refusal}`);
  return text;
}
