import type { Alarm } from '../alarms.ts';
import type { BehaviorRule } from '../behaviors.ts';
import type { SourceChange } from '../codepipeline/sources/source-change.ts';
import type { FaultRule } from '../faults.ts';
import type { Instance } from '../fleet.ts';
import type { RevisionContent } from '../revisions.ts';
import type { Copies } from './copies.ts';

/** A scenario ready to be played: plain data, fit for JSON. Written by hand it is the YAML that `scenario.ts` beside it reads. */
export interface Scenario {
  /** A bundled scenario's name, or the file as it was asked for. */
  name: string;
  /** What it shows, in a line. */
  description?: string;
  /** Declarations as CreatePipeline takes them, with the time of their creation in milliseconds before now. */
  pipelines: { created: number; declaration: Record<string, unknown>; line: number; copies?: Copies }[];
  /** Applications of CodeDeploy with their deployment groups, as CreateApplication and CreateDeploymentGroup take them. */
  applications: {
    created: number;
    application: Record<string, unknown>;
    groups: readonly { readonly input: Record<string, unknown>; readonly line: number }[];
    line: number;
  }[];
  behaviors: BehaviorRule[];
  alarms: Alarm[];
  instances: Instance[];
  revisions: RevisionContent[];
  /** What goes wrong with AWS calls; absent: nothing. */
  faults?: FaultRule[];
  /** What happened before now; `at` is negative. */
  past: TimedStep[];
  /** What will happen from now on. */
  future: TimedStep[];
}

export interface TimedStep {
  /** Milliseconds from now. */
  at: number;
  /** Milliseconds after which it happens again, and again. */
  every?: number;
  /** Line in the file, for messages. */
  line: number;
  step: Step;
}

/** What somebody or something does to a pipeline. `by` is a user's name. */
export type Step =
  | Push
  | { verb: 'start'; pipeline: string; by: string; variables?: Record<string, string> }
  | { verb: 'approve' | 'reject'; place: string; by: string; summary?: string }
  | { verb: 'disable'; place: string; by: string; reason: string }
  | { verb: 'enable'; place: string; by: string }
  | { verb: 'retry'; place: string; by: string; allActions?: boolean }
  | { verb: 'rollBack' | 'override'; place: string; by: string }
  | { verb: 'stop'; pipeline: string; by: string; reason?: string; abandon?: boolean }
  /** A deployment of an application's group; the revision and what else CreateDeployment takes are as it takes them. */
  | { verb: 'deploy'; place: string; by: string; revision: object; settings?: object }
  | { verb: 'continueDeployment'; place: string; by: string }
  | { verb: 'stopDeployment'; place: string; by: string; autoRollback?: boolean }
  | { verb: 'register'; instance: string; by: string; tags: Record<string, string> }
  | { verb: 'deregister'; instance: string; by: string }
  | { verb: 'alarm'; alarm: Alarm }
  | { verb: 'behave'; rules: BehaviorRule[] };

/** A push to one of several pipelines, by chance; what it says beside the commit is a {@link SourceChange}. */
export interface Push extends Pick<SourceChange, 'branch' | 'tag' | 'files' | 'pullRequest'> {
  verb: 'push';
  pipelines: string[];
  action?: string;
  commit?: string;
  author?: string;
  id?: string;
  url?: string;
}

/** A scenario that cannot be read or played; the message is one line that names file and place. */
export class ScenarioError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}
