import type { RuleDeclaration, RuleTypeId } from './pipeline-declaration.ts';

/** What CodePipeline knows of a rule of a stage condition (spec 2.4: rule providers). */
export interface RuleType {
  readonly provider: string;
  /** How many input artifacts it takes [R]. */
  readonly inputs: readonly [least: number, most: number];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Whether it may decide that a stage is skipped (spec 2.4: SKIP). */
  readonly maySkip?: true;
  readonly timeoutMinutes: number;
}

const HOUR = 60;

/** The six providers; optional keys and time limits that the spec does not name are [R]. */
export const RULE_TYPES: readonly RuleType[] = [
  {
    provider: 'CloudWatchAlarm',
    inputs: [0, 0],
    required: ['AlarmName'],
    optional: ['AlarmStates', 'WaitTime'],
    timeoutMinutes: 24 * HOUR,
  },
  {
    provider: 'CodeBuild',
    inputs: [0, 5],
    required: ['ProjectName'],
    optional: ['PrimarySource', 'EnvironmentVariables', 'BatchEnabled', 'CombineArtifacts'],
    timeoutMinutes: 8 * HOUR,
  },
  // A Commands rule builds for 55 minutes at the most.
  { provider: 'Commands', inputs: [0, 5], required: [], optional: [], timeoutMinutes: 55 },
  { provider: 'DeploymentWindow', inputs: [0, 0], required: ['Cron'], optional: ['TimeZone'], timeoutMinutes: HOUR },
  {
    provider: 'LambdaInvoke',
    inputs: [0, 5],
    required: ['FunctionName'],
    optional: ['UserParameters'],
    maySkip: true,
    timeoutMinutes: 24 * HOUR,
  },
  {
    provider: 'VariableCheck',
    inputs: [0, 0],
    required: ['Variable', 'Value', 'Operator'],
    optional: [],
    maySkip: true,
    timeoutMinutes: HOUR,
  },
];

export const VARIABLE_CHECK_OPERATORS = ['EQ', 'NE', 'CONTAINS', 'MATCHES'] as const;

const BY_PROVIDER = new Map(RULE_TYPES.map((type) => [type.provider, type]));

/** The rule type of an id; owner AWS and version 1 are what an absent one means (spec 2.4). */
export function findRuleType({ category, owner = 'AWS', provider, version = '1' }: RuleTypeId): RuleType | undefined {
  return category === 'Rule' && owner === 'AWS' && version === '1' ? BY_PROVIDER.get(provider) : undefined;
}

/** Minutes after which a rule that has not ended fails (spec 2.4). */
export function ruleTimeout({ timeoutInMinutes }: RuleDeclaration, type: RuleType): number {
  return timeoutInMinutes ?? type.timeoutMinutes;
}
