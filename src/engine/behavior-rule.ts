import { LIFECYCLE_ERROR_CODES } from '../rules/deployments/lifecycle-events.ts';
import type { BehaviorRule } from './behaviors.ts';
import { type Check, list, number, object, oneOf, record, text, wholeNumber } from './checks.ts';
import { FAILING_PHASES } from './codebuild/builds/phases.ts';

/** A behaviour rule as a person writes it (engine-control: RULE); unknown members are mistakes. */
export const behaviorRule: Check<BehaviorRule> = object(
  {
    match: object(
      {},
      {
        pipeline: text,
        stage: text,
        action: text,
        rule: text,
        project: text,
        application: text,
        deploymentGroup: text,
        target: text,
        lifecycleEvent: text,
      },
    ),
  },
  {
    outcome: oneOf('succeed', 'fail', 'hang', 'external'),
    durationSeconds: number(0),
    times: wholeNumber(0),
    error: object({ code: text, message: text }, {}),
    summary: text,
    logLines: list(text),
    outputVariables: record(text),
    testReport: object({ passed: wholeNumber(0), failed: wholeNumber(0) }, {}),
    build: object({}, { phase: oneOf(...FAILING_PHASES), status: oneOf('FAILED', 'FAULT') }),
    diagnostics: object(
      { errorCode: oneOf(...LIFECYCLE_ERROR_CODES) },
      { scriptName: text, message: text, logTail: text },
    ),
  },
);
