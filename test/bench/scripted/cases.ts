/** A scripted command, the program that makes the same call alone, and `aws` doing the same. */
export interface Case {
  readonly command: readonly string[];
  /** A file of `test/bench/floors/calls`. */
  readonly floor: string;
  /** Absent where `aws` needs several calls for it. */
  readonly aws?: readonly string[];
}

const pipeline = (...words: string[]) => ['codepipeline', ...words];

/** By the names of their figures. */
export const CASES: Readonly<Record<string, Case>> = {
  'script-pipelines': { command: ['pipelines'], floor: 'pipelines' },
  'script-status': {
    command: ['status', 'storefront'],
    floor: 'get-pipeline-state',
    aws: pipeline('get-pipeline-state', '--name', 'storefront'),
  },
  'script-start': {
    command: ['start', 'landing', '--yes'],
    floor: 'start-pipeline-execution',
    aws: pipeline('start-pipeline-execution', '--name', 'landing'),
  },
  'script-transition': {
    command: ['transition', 'enable', 'storefront', 'Production', '--yes'],
    floor: 'enable-stage-transition',
    aws: pipeline(
      'enable-stage-transition',
      ...['--pipeline-name', 'storefront', '--stage-name', 'Production', '--transition-type', 'Inbound'],
    ),
  },
  'script-logs': {
    command: ['logs', '--group', '/aws/codebuild/storefront-build'],
    floor: 'filter-log-events',
    aws: ['logs', 'filter-log-events', '--log-group-name', '/aws/codebuild/storefront-build'],
  },
};
