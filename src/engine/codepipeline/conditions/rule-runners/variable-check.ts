import { Script } from 'node:vm';
import type { VARIABLE_CHECK_OPERATORS } from '../../../../rules/rule-types.ts';
import { misconfigured, type StartingRule, unmet } from './rule-runner.ts';

type Operator = (typeof VARIABLE_CHECK_OPERATORS)[number];

/** A pattern that takes longer than this would stop the whole engine. */
const PATTERN_MILLISECONDS = 1000;

const HOLDS: Readonly<Record<Operator, (variable: string, value: string) => boolean>> = {
  EQ: (variable, value) => variable === value,
  NE: (variable, value) => variable !== value,
  CONTAINS: (variable, value) => variable.includes(value),
  MATCHES: matches,
};

/** Compares a variable with a value, at once (spec 2.4: VariableCheck). */
export function runVariableCheck({ configuration, succeed, fail }: StartingRule): void {
  const { Variable: variable = '', Value: value = '', Operator: operator } = configuration;
  try {
    if (HOLDS[operator as Operator](variable, value)) succeed({});
    else fail(unmet(`'${variable}' ${operator} '${value}' does not hold`));
  } catch {
    fail(misconfigured(`The value '${value}' is not a regular expression that can be matched`));
  }
}

/** The whole text must match, as in Java. Throws for what is no pattern, or one that does not come to an end. */
function matches(variable: string, pattern: string): boolean {
  const script = new Script('new RegExp("^(?:" + pattern + ")$").test(variable)');
  return script.runInNewContext({ pattern, variable }, { timeout: PATTERN_MILLISECONDS });
}
