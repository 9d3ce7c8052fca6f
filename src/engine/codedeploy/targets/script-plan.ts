import type { Script } from '../../../rules/appspec/server-appspec.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import { relative } from './install-paths.ts';
import { type Diagnostics, unknownError } from './target.ts';

/** What a lifecycle event comes to: how long it takes, and what fails in it. */
export interface EventPlan {
  readonly milliseconds: number;
  readonly failure?: Diagnostics;
}

/** What an event has to run. */
export interface Hook {
  readonly event: string;
  readonly scripts: readonly Script[];
  /** Where the bundle is on the machine, and what is in it, if anybody has said so. */
  readonly archive: string;
  readonly files: readonly string[] | undefined;
}

/** An event with a hook takes so long, one without none (engine-control: defaults). */
const HOOK_SECONDS = 2;

/** No event goes on for longer (spec 3.5). */
export const LONGEST_EVENT_SECONDS = 3600;

/** The agent keeps so many characters of what scripts write (spec 3.6) [AG]. */
const LOG_LENGTH = 2048;

/**
 * Lets the scripts of a hook run in the order of the file, each for its share of the time (spec 3.6). A rule that says
 * `fail` lets the last one fail [D]; one that hangs runs until the first one's timeout.
 */
export function planScripts(hook: Hook, rule: BehaviorRule | undefined, slowness: number): EventPlan {
  const { scripts } = hook;
  const hangs = rule?.outcome === 'hang' || rule?.outcome === 'external';
  const seconds = (rule?.durationSeconds ?? HOOK_SECONDS) * slowness;
  const share = hangs ? Number.POSITIVE_INFINITY : seconds / scripts.length;
  let passed = 0;
  for (const [index, script] of scripts.entries()) {
    const ends = (milliseconds: number, failure: Diagnostics) => ({
      milliseconds: Math.round(milliseconds * 1000),
      failure,
    });
    if (hook.files && !hook.files.some((file) => relative(file) === relative(script.location))) {
      return ends(passed, failureOf(hook, index, 'ScriptMissing', rule));
    }
    const timeout = Math.min(script.timeout, LONGEST_EVENT_SECONDS - passed);
    if (share > timeout) return ends(passed + timeout, failureOf(hook, index, 'ScriptTimedOut', rule));
    passed += share;
    if (rule?.outcome === 'fail' && index === scripts.length - 1) {
      const failure = failureOf(hook, index, rule.diagnostics?.errorCode ?? 'ScriptFailed', rule);
      return ends(passed, { ...failure, ...given(rule) });
    }
  }
  return { milliseconds: Math.round(passed * 1000) };
}

/** An event in which the agent or the service does something by itself, and no script runs. */
export function planWithoutScripts(event: string, rule: BehaviorRule | undefined, slowness: number): EventPlan {
  const seconds = (rule?.durationSeconds ?? 0) * slowness;
  const hangs = rule?.outcome === 'hang' || rule?.outcome === 'external';
  if (hangs || seconds > LONGEST_EVENT_SECONDS) {
    const failure = unknownError(`The lifecycle event ${event} did not end within ${LONGEST_EVENT_SECONDS} seconds`); // [D]
    return { milliseconds: LONGEST_EVENT_SECONDS * 1000, failure };
  }
  const milliseconds = Math.round(seconds * 1000);
  if (rule?.outcome !== 'fail') return { milliseconds };
  // What S3 says of a bundle that is not there, or is not to be read; other texts are [D].
  const usual =
    event === 'DownloadBundle' ? 'The specified key does not exist.' : `The lifecycle event ${event} failed`;
  const message = rule.error?.message ?? usual;
  return { milliseconds, failure: { ...unknownError(message), ...given(rule) } };
}

function failureOf(
  hook: Hook,
  index: number,
  errorCode: Diagnostics['errorCode'],
  rule: BehaviorRule | undefined,
): Diagnostics {
  const { event, scripts } = hook;
  const hasBegun = errorCode !== 'ScriptMissing' && errorCode !== 'ScriptNotExecutable';
  const begun = scripts.slice(0, hasBegun ? index + 1 : index);
  const output = hasBegun ? (rule?.logLines ?? []) : [];
  const entries = [
    `LifecycleEvent - ${event}\n`,
    ...begun.map(({ location }) => `Script - ${location}\n`),
    ...output.map((line) => `[stdout]${line}\n`),
  ];
  const script = scripts[index]!;
  return {
    errorCode,
    scriptName: script.location,
    message: messageOf(hook, script, errorCode),
    logTail: newest(entries),
  };
}

/** The agent's words for a code (spec 3.6) [AG]. */
function messageOf({ event, archive }: Hook, script: Script, errorCode: Diagnostics['errorCode']): string {
  const { location, timeout, runas } = script;
  switch (errorCode) {
    case 'ScriptMissing':
      return `Script does not exist at specified location: ${archive}/${relative(location)}`;
    case 'ScriptNotExecutable':
      return `Unable to set script at specified location: ${location} as executable`;
    case 'ScriptTimedOut':
      return `Script at specified location: ${location} failed to complete in ${timeout} seconds`;
    case 'ScriptFailed':
      return `Script at specified location: ${location} ${runas === undefined ? '' : `run as user ${runas} `}failed with exit code 1`;
    default:
      return `The lifecycle event ${event} failed`; // [D]
  }
}

/** What a rule says of the failure comes before what would be said of it. */
function given(rule: BehaviorRule | undefined): Partial<Diagnostics> {
  return rule?.diagnostics ?? {};
}

/** Whole entries, the newest ones. */
function newest(entries: readonly string[]): string {
  let length = 0;
  let from = entries.length;
  while (from > 0 && length + entries[from - 1]!.length < LOG_LENGTH) length += entries[--from]!.length;
  return entries.slice(from).join('');
}
