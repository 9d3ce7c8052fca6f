import type { LifecycleErrorCode } from '../rules/deployments/lifecycle-events.ts';
import { globTest } from '../rules/glob.ts';
import type { FailingPhase } from './codebuild/builds/phases.ts';

/** What an action or a target does when it starts (engine-control: RULE). */
export interface BehaviorRule {
  match: {
    pipeline?: string;
    stage?: string;
    action?: string;
    rule?: string;
    project?: string;
    application?: string;
    deploymentGroup?: string;
    target?: string;
    lifecycleEvent?: string;
  };
  outcome?: 'succeed' | 'fail' | 'hang' | 'external';
  durationSeconds?: number;
  /** How often the rule applies before it is used up; absent = always. */
  times?: number;
  error?: { code: string; message: string };
  summary?: string;
  logLines?: string[];
  /** How many lines a build prints in each second of its BUILD phase. */
  logLinesPerSecond?: number;
  outputVariables?: Record<string, string>;
  testReport?: { passed: number; failed: number };
  /** What of the code the tests of a build have run. */
  codeCoverage?: { linesCovered: number; linesMissed: number; branchesCovered?: number; branchesMissed?: number };
  /** In which phase a build fails, and whether that is CodeBuild's fault. */
  build?: { phase?: FailingPhase; status?: 'FAILED' | 'FAULT' };
  diagnostics?: { errorCode: LifecycleErrorCode; scriptName?: string; message?: string; logTail?: string };
}

export type BehaviorSubject = BehaviorRule['match'];

interface Entry {
  readonly rule: BehaviorRule;
  left: number;
  /** What the subject must have for the rule to speak of it. */
  readonly tests: readonly { readonly key: keyof BehaviorSubject; readonly holds: (text: string) => boolean }[];
}

function entryOf(rule: BehaviorRule): Entry {
  const keys = Object.keys(rule.match) as (keyof BehaviorSubject)[];
  const tests = keys.flatMap((key) => {
    const glob = rule.match[key];
    return glob === undefined ? [] : [{ key, holds: globTest(glob) }];
  });
  return { rule, left: rule.times ?? Number.POSITIVE_INFINITY, tests };
}

function speaksOf({ tests }: Entry, subject: BehaviorSubject): boolean {
  for (const { key, holds } of tests) {
    const value = subject[key];
    if (value === undefined || !holds(value)) return false;
  }
  return true;
}

/** The behaviour rules in force. Later rules win; a used-up rule is passed over. */
export class Behaviors {
  #rules: Entry[] = [];

  replace(rules: readonly BehaviorRule[]): void {
    this.#rules = [];
    this.append(rules);
  }

  append(rules: readonly BehaviorRule[]): void {
    for (const rule of rules) this.#rules.push(entryOf(rule));
  }

  /** The rules as given, with what is left of `times`. */
  list(): BehaviorRule[] {
    return this.#rules.map(({ rule, left }) => (rule.times === undefined ? rule : { ...rule, times: left }));
  }

  /** The rule for a thing that starts now; takes one of its `times`. With `key` only rules that say something of that. */
  take(subject: BehaviorSubject, key?: keyof BehaviorSubject): BehaviorRule | undefined {
    for (let i = this.#rules.length - 1; i >= 0; i--) {
      const entry = this.#rules[i]!;
      if (key !== undefined && entry.rule.match[key] === undefined) continue;
      if (entry.left > 0 && speaksOf(entry, subject)) {
        entry.left -= 1;
        return entry.rule;
      }
    }
    return undefined;
  }
}
