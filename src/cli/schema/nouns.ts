import { approval } from './approval.ts';
import { change } from './change.ts';
import { config } from './config.ts';
import { definition } from './definition.ts';
import { deployment, deploymentSummary } from './deployment.ts';
import { doctor } from './doctor.ts';
import { execution, executionSummary } from './execution.ts';
import { explanation } from './explanation.ts';
import { finding } from './finding.ts';
import { logEvent } from './log.ts';
import { pipeline, pipelineStatus } from './pipeline.ts';
import { place } from './place.ts';
import { plan } from './plan.ts';
import { policy } from './policy.ts';
import { result } from './result.ts';
import { list, object, type Shape, text } from './shape.ts';

export interface NounSpec {
  /** What it is, for the schema and for docs/commands.md. */
  readonly about: string;
  readonly shape: Shape;
}

/**
 * The members of documents that carry what was asked for. The published schemas, the type `Noun` and the table in
 * docs/commands.md are made of this; tests hold every document that they see against it.
 */
export const NOUNS = {
  pipelines: { about: 'of each pipeline what stands where, and what waits', shape: list(pipeline) },
  pipeline: { about: 'the same of one pipeline, with its version and every action', shape: pipelineStatus },
  explanation: { about: 'how each stage stands and why, and what will happen next', shape: explanation },
  executions: { about: 'what ran through a pipeline', shape: list(executionSummary) },
  execution: {
    about: 'one of them with its variables and actions; every retry of an action is an entry of its own',
    shape: execution,
  },
  definition: {
    about: '`pipeline` and `metadata` exactly as GetPipeline gives them; `difference` is null without `--diff`',
    shape: definition,
  },
  places: { about: 'the stages that have a revision, and what it is to them', shape: list(place) },
  approvals: { about: 'what waits for a person, and what a yes would let through', shape: list(approval) },
  deployments: { about: 'what CodeDeploy deployed', shape: list(deploymentSummary) },
  deployment: {
    about:
      'one of them with its targets, what it does `now` or waits for, and what `can` be done; `duration` is in seconds',
    shape: deployment,
  },
  plan: { about: 'what a change would send and cause, with `--dry-run`', shape: plan },
  result: {
    about:
      'what became of a change or of what was watched; `rolledBack` of a watch alone, `pipelines` where it watched several, `changes` of a freeze',
    shape: result,
  },
  findings: { about: 'what is wrong in the files; also of an `apply` that is refused for it', shape: list(finding) },
  events: { about: 'the lines of a log', shape: list(logEvent) },
  changes: { about: 'what the audit log tells; times are those of this machine', shape: list(change) },
  scenarios: {
    about: 'what the mock engine can begin with',
    shape: list(object({ name: text, description: text })),
  },
  policy: { about: 'a policy document as IAM takes it', shape: policy },
  doctor: { about: 'what is set up how', shape: doctor },
  config: {
    about:
      'what holds of the settings by their keys, and `sources`: who says so, the first of whom counts; or `file` of `config path`',
    shape: config,
  },
} as const satisfies Record<string, NounSpec>;

export type Noun = keyof typeof NOUNS;

/** Nouns whose documents hold a list. */
export type ListNoun = {
  [N in Noun]: (typeof NOUNS)[N]['shape'] extends Shape<readonly unknown[]> ? N : never;
}[Noun];
