import type { ReadBuildspec } from '../../../rules/buildspec/buildspec.ts';

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

export interface ProjectSource {
  readonly type: string;
  readonly location?: string;
  /** The text itself, or where it is. */
  readonly buildspec?: string;
  readonly insecureSsl?: boolean;
  readonly sourceIdentifier?: string;
}

export interface ProjectArtifacts {
  readonly type: string;
  readonly location?: string;
  readonly path?: string;
  readonly namespaceType?: string;
  readonly name?: string;
  readonly overrideArtifactName?: boolean;
  readonly encryptionDisabled?: boolean;
  readonly artifactIdentifier?: string;
  readonly bucketOwnerAccess?: string;
}

export interface ProjectEnvironment {
  readonly type: string;
  readonly image: string;
  readonly computeType: string;
  readonly environmentVariables?: readonly EnvironmentVariable[];
  readonly privilegedMode?: boolean;
  readonly imagePullCredentialsType?: string;
}

export interface LogsConfig {
  readonly cloudWatchLogs?: { readonly status: string; readonly groupName?: string; readonly streamName?: string };
  readonly s3Logs?: { readonly status: string; readonly location?: string; readonly encryptionDisabled?: boolean };
}

export interface SourceVersion {
  readonly sourceIdentifier: string;
  readonly sourceVersion: string;
}

/** What many builds that are started together may be; the limit is in minutes. */
export interface BatchConfig {
  readonly serviceRole?: string;
  readonly timeoutInMins?: number;
  readonly restrictions?: { readonly maximumBuildsAllowed?: number };
}

/** What a project says of its builds; members that the engine has no use for are given back as they came (spec 4). */
export interface ProjectFacts {
  readonly name: string;
  readonly source: ProjectSource;
  readonly secondarySources?: readonly ProjectSource[];
  readonly sourceVersion?: string;
  readonly secondarySourceVersions?: readonly SourceVersion[];
  readonly artifacts: ProjectArtifacts;
  readonly secondaryArtifacts?: readonly ProjectArtifacts[];
  readonly cache?: object;
  readonly environment: ProjectEnvironment;
  readonly serviceRole: string;
  readonly timeoutInMinutes?: number;
  readonly queuedTimeoutInMinutes?: number;
  readonly encryptionKey?: string;
  readonly tags?: readonly { readonly key?: string; readonly value?: string }[];
  readonly vpcConfig?: object;
  readonly badgeEnabled?: boolean;
  readonly logsConfig?: LogsConfig;
  readonly fileSystemLocations?: readonly object[];
  readonly concurrentBuildLimit?: number;
  readonly autoRetryLimit?: number;
  readonly buildBatchConfig?: BatchConfig;
}

/** A project as it was created or last updated; times are epoch milliseconds. */
export interface Project {
  readonly facts: ProjectFacts;
  readonly created: number;
  readonly lastModified: number;
  /** What its buildspec says, where it stands in the project itself. */
  readonly spec: ReadBuildspec | undefined;
}
