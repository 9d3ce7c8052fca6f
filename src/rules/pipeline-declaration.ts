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

export interface FailureConditions extends StageConditions {
  readonly result?: string;
  readonly retryConfiguration?: { readonly retryMode?: string };
}

export interface ConditionDeclaration {
  readonly result?: string;
  readonly rules?: readonly object[];
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
