import type { ActionResult, Starting } from './runner.ts';

/**
 * Lets an action take its time and end as the behaviour rule says, or succeed where none matches
 * (engine-control: RULE). `hang` lasts until the timeout; so does `external` of what has no jobs.
 */
export function playOut(
  starting: Starting,
  usual: { readonly seconds: number; readonly result: () => ActionResult },
): void {
  const { rule } = starting;
  if (rule?.outcome === 'hang' || rule?.outcome === 'external') {
    starting.awaitEnd();
    return;
  }
  starting.endAfter(rule?.durationSeconds ?? usual.seconds, () => {
    if (rule?.outcome === 'fail') starting.fail(scriptedFailure(starting));
    else endAsUsual(starting, usual.result());
  });
}

function endAsUsual(starting: Starting, result: ActionResult): void {
  if (result.error) starting.fail(result);
  else starting.succeed(withRule(starting, result));
}

/** How an action fails that was told to. */
export function scriptedFailure({ rule, name }: Starting): ActionResult {
  const error = rule?.error ?? { code: 'JobFailed', message: `${name} failed` };
  return { summary: rule?.summary ?? error.message, error, outputVariables: rule?.outputVariables };
}

function withRule({ rule }: Starting, result: ActionResult): ActionResult {
  const outputVariables = rule?.outputVariables
    ? { ...result.outputVariables, ...rule.outputVariables }
    : result.outputVariables;
  return { ...result, summary: rule?.summary ?? result.summary, outputVariables };
}

/** What has no end in time has failed; code and wording are [D]. */
export function timedOut(what: 'action' | 'rule', minutes: number): ActionResult {
  const message = `The ${what} did not complete within its timeout of ${minutes} minutes`;
  return { summary: message, error: { code: 'JobFailed', message } };
}
