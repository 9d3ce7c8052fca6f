/** The document of CreatePipeline and UpdatePipeline, as AWS spells it (spec 2.1). */
export interface PipelineDeclaration {
  readonly name: string;
  readonly roleArn: string;
  readonly artifactStore?: ArtifactStore;
  readonly artifactStores?: Readonly<Record<string, ArtifactStore>>;
  readonly stages: readonly StageDeclaration[];
  readonly version?: number;
  readonly executionMode?: 'SUPERSEDED' | 'QUEUED' | 'PARALLEL';
  readonly pipelineType?: 'V1' | 'V2';
  readonly variables?: readonly PipelineVariable[];
  readonly triggers?: readonly TriggerDeclaration[];
}

export interface ArtifactStore {
  readonly type: string;
  readonly location: string;
  readonly encryptionKey?: { readonly id: string; readonly type: string };
}

export interface StageDeclaration {
  readonly name: string;
  readonly blockers?: readonly { readonly name: string; readonly type: string }[];
  readonly actions: readonly ActionDeclaration[];
  readonly onFailure?: FailureConditions;
  readonly onSuccess?: StageConditions;
  readonly beforeEntry?: StageConditions;
}

export interface StageConditions {
  readonly conditions?: readonly ConditionDeclaration[];
}

/** The one condition of a place, if there is one (spec 2.4: a list has exactly one). */
export function conditionAt(stage: StageDeclaration, place: ConditionPlace): ConditionDeclaration | undefined {
  return stage[place]?.conditions?.[0];
}

export type RetryMode = 'FAILED_ACTIONS' | 'ALL_ACTIONS';

export interface FailureConditions extends StageConditions {
  readonly result?: ConditionResult;
  readonly retryConfiguration?: { readonly retryMode?: RetryMode };
}

/** What follows from a condition (spec 2.4). */
export type ConditionResult = 'ROLLBACK' | 'FAIL' | 'RETRY' | 'SKIP';

export interface ConditionDeclaration {
  readonly result?: ConditionResult;
  readonly rules?: readonly RuleDeclaration[];
}

/** The places of a stage at which conditions are checked (spec 2.4). */
export const CONDITION_PLACES = ['beforeEntry', 'onSuccess', 'onFailure'] as const;
export type ConditionPlace = (typeof CONDITION_PLACES)[number];

export interface RuleTypeId {
  readonly category: string;
  readonly owner?: string;
  readonly provider: string;
  readonly version?: string;
}

export interface RuleDeclaration {
  readonly name: string;
  readonly ruleTypeId: RuleTypeId;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly commands?: readonly string[];
  readonly inputArtifacts?: readonly { readonly name: string }[];
  readonly roleArn?: string;
  readonly region?: string;
  readonly timeoutInMinutes?: number;
}

export type ActionCategory = 'Source' | 'Build' | 'Deploy' | 'Test' | 'Invoke' | 'Approval' | 'Compute';
export type ActionOwner = 'AWS' | 'ThirdParty' | 'Custom';

export interface ActionTypeId {
  readonly category: ActionCategory;
  readonly owner: ActionOwner;
  readonly provider: string;
  readonly version: string;
}

export interface ActionDeclaration {
  readonly name: string;
  readonly actionTypeId: ActionTypeId;
  readonly runOrder?: number;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly commands?: readonly string[];
  readonly outputArtifacts?: readonly { readonly name: string; readonly files?: readonly string[] }[];
  readonly inputArtifacts?: readonly { readonly name: string }[];
  readonly outputVariables?: readonly string[];
  readonly roleArn?: string;
  readonly region?: string;
  readonly namespace?: string;
  readonly timeoutInMinutes?: number;
  readonly environmentVariables?: readonly { readonly name: string; readonly value: string; readonly type?: string }[];
}

export interface PipelineVariable {
  readonly name: string;
  readonly defaultValue?: string;
  readonly description?: string;
}

export interface TriggerDeclaration {
  readonly providerType: string;
  readonly gitConfiguration: GitConfiguration;
}

/** The events of a repository that start the pipeline; each list is OR, each filter AND (spec 2.11). */
export interface GitConfiguration {
  readonly sourceActionName: string;
  readonly push?: readonly GitPushFilter[];
  readonly pullRequest?: readonly GitPullRequestFilter[];
}

export interface GitPushFilter {
  readonly tags?: GitFilterCriteria;
  readonly branches?: GitFilterCriteria;
  readonly filePaths?: GitFilterCriteria;
}

export type PullRequestEvent = 'OPEN' | 'UPDATED' | 'CLOSED';

export interface GitPullRequestFilter {
  readonly events?: readonly PullRequestEvent[];
  readonly branches?: GitFilterCriteria;
  readonly filePaths?: GitFilterCriteria;
}

/** Glob patterns; excludes win. */
export interface GitFilterCriteria {
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
}

/** An action without a run order has this one (spec 2.1). */
export const DEFAULT_RUN_ORDER = 1;

export function runOrderOf(action: ActionDeclaration): number {
  return action.runOrder ?? DEFAULT_RUN_ORDER;
}

/** A definition without a type is V1, whatever else it says (spec 2.1, 8). */
export function isV2(pipeline: PipelineDeclaration): boolean {
  return pipeline.pipelineType === 'V2';
}
