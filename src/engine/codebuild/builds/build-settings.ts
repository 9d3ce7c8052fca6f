import type {
  LogsConfig,
  Project,
  ProjectArtifacts,
  ProjectEnvironment,
  ProjectSource,
  SourceVersion,
} from '../projects/project.ts';

/** Minutes after which a build that does not end is timed out (spec 4) [R]: of a project that says nothing of it. */
export const DEFAULT_MINUTES = 60;

/** The same, of a project that nobody created: the limit of a CodeBuild action (spec 2.3). */
export const PIPELINE_MINUTES = 480;

/** Minutes for which a build may wait for others [R]. */
export const DEFAULT_QUEUED_MINUTES = 480;

/** What a project, and who starts a build of it, say of the build; it does not change with the project. */
export interface BuildSettings {
  readonly source: ProjectSource;
  readonly secondarySources: readonly ProjectSource[];
  readonly secondarySourceVersions: readonly SourceVersion[];
  readonly artifacts: ProjectArtifacts;
  readonly secondaryArtifacts: readonly ProjectArtifacts[];
  readonly cache?: object;
  readonly environment: ProjectEnvironment;
  readonly serviceRole: string;
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  readonly encryptionKey?: string;
  readonly vpcConfig?: object;
  readonly fileSystemLocations?: readonly object[];
  readonly logsConfig?: LogsConfig;
  readonly debugSession?: { readonly sessionEnabled: boolean };
}

export function settingsOf({ facts }: Project): BuildSettings {
  return {
    source: facts.source,
    secondarySources: facts.secondarySources ?? [],
    secondarySourceVersions: facts.secondarySourceVersions ?? [],
    artifacts: facts.artifacts,
    secondaryArtifacts: facts.secondaryArtifacts ?? [],
    cache: facts.cache,
    environment: { ...facts.environment, environmentVariables: undefined },
    serviceRole: facts.serviceRole,
    timeoutInMinutes: facts.timeoutInMinutes ?? DEFAULT_MINUTES,
    queuedTimeoutInMinutes: facts.queuedTimeoutInMinutes ?? DEFAULT_QUEUED_MINUTES,
    encryptionKey: facts.encryptionKey,
    vpcConfig: facts.vpcConfig,
    fileSystemLocations: facts.fileSystemLocations,
    logsConfig: facts.logsConfig,
  };
}
