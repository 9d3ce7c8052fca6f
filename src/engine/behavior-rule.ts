import { ALL_LIFECYCLE_EVENTS, LIFECYCLE_ERROR_CODES } from '../rules/deployments/lifecycle-events.ts';
import { globTest } from '../rules/glob.ts';
import type { BehaviorRule } from './behaviors.ts';
import { type Check, list, Mistake, number, object, oneOf, record, text, wholeNumber } from './checks.ts';
import { FAILING_PHASES } from './codebuild/builds/phases.ts';

/** More than this nobody could read, and a machine would hardly write [D]. */
const MOST_LINES_PER_SECOND = 10_000;

const linesPerSecond: Check<number> = (value, path) => {
  if (number(0)(value, path) > MOST_LINES_PER_SECOND) {
    throw new Mistake(path, `expected at most ${MOST_LINES_PER_SECOND} lines a second`);
  }
  return value as number;
};

/** A glob of lifecycle events that finds none of them would be passed over in silence. */
const lifecycleEvents: Check<string> = (value, path) => {
  const glob = text(value, path);
  if (ALL_LIFECYCLE_EVENTS.some(globTest(glob))) return glob;
  throw new Mistake(path, `expected ${ALL_LIFECYCLE_EVENTS.join(', ')}, or a pattern; found "${glob}"`);
};

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
        lifecycleEvent: lifecycleEvents,
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
    logLinesPerSecond: linesPerSecond,
    outputVariables: record(text),
    testReport: object({ passed: wholeNumber(0), failed: wholeNumber(0) }, {}),
    codeCoverage: object(
      { linesCovered: wholeNumber(0), linesMissed: wholeNumber(0) },
      { branchesCovered: wholeNumber(0), branchesMissed: wholeNumber(0) },
    ),
    build: object({}, { phase: oneOf(...FAILING_PHASES), status: oneOf('FAILED', 'FAULT') }),
    diagnostics: object(
      { errorCode: oneOf(...LIFECYCLE_ERROR_CODES) },
      { scriptName: text, message: text, logTail: text },
    ),
  },
);
