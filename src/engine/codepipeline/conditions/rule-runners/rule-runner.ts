import type { ActionResult, Starting } from '../../runners/runner.ts';
import type { RuleRun } from '../condition-run.ts';

/** A rule of a condition that starts now. What comes after its end is ignored. */
export interface StartingRule extends Starting {
  readonly run: RuleRun;
}

/** Starts one kind of rule. */
export type RuleRunner = (starting: StartingRule) => void;

/** The code is [D], as for actions (spec 2.10). */
const CONFIGURATION_ERROR = 'ConfigurationError';

/** How a rule fails that could not be run as it is configured. */
export function misconfigured(message: string): ActionResult {
  return { summary: message, error: { code: CONFIGURATION_ERROR, message } };
}

/** Whether a rule failed for its configuration, which makes its condition Errored [D]. */
export function isMisconfigured({ error }: RuleRun): boolean {
  return error?.code === CONFIGURATION_ERROR;
}

/** How a rule fails that found what it must not find. */
export function unmet(message: string): ActionResult {
  return { summary: message, error: { code: 'RuleFailed', message } }; // [D]
}
