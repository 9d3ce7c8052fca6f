import { checkArtifacts, checkLogs, checkSecondary, checkSource } from '../projects/project-checks.ts';
import type { BuildSettings } from './build-settings.ts';

/** What StartBuild may say otherwise than the project, by the member that it takes the place of. */
const OF_SOURCE = {
  sourceTypeOverride: 'type',
  sourceLocationOverride: 'location',
  sourceAuthOverride: 'auth',
  gitCloneDepthOverride: 'gitCloneDepth',
  gitSubmodulesConfigOverride: 'gitSubmodulesConfig',
  buildspecOverride: 'buildspec',
  insecureSslOverride: 'insecureSsl',
  reportBuildStatusOverride: 'reportBuildStatus',
  buildStatusConfigOverride: 'buildStatusConfig',
};

const OF_ENVIRONMENT = {
  environmentTypeOverride: 'type',
  imageOverride: 'image',
  computeTypeOverride: 'computeType',
  certificateOverride: 'certificate',
  privilegedModeOverride: 'privilegedMode',
  registryCredentialOverride: 'registryCredential',
  imagePullCredentialsTypeOverride: 'imagePullCredentialsType',
  fleetOverride: 'fleet',
};

const OF_BUILD = {
  secondarySourcesOverride: 'secondarySources',
  secondarySourcesVersionOverride: 'secondarySourceVersions',
  artifactsOverride: 'artifacts',
  secondaryArtifactsOverride: 'secondaryArtifacts',
  cacheOverride: 'cache',
  serviceRoleOverride: 'serviceRole',
  timeoutInMinutesOverride: 'timeoutInMinutes',
  queuedTimeoutInMinutesOverride: 'queuedTimeoutInMinutes',
  encryptionKeyOverride: 'encryptionKey',
  logsConfigOverride: 'logsConfig',
};

/** The settings of a build that is started with these overrides. Throws InvalidInputException for what no project may say. */
export function overridden(settings: BuildSettings, input: Readonly<Record<string, unknown>>): BuildSettings {
  const changed: BuildSettings = {
    ...settings,
    ...given(input, OF_BUILD),
    source: { ...settings.source, ...given(input, OF_SOURCE) },
    environment: { ...settings.environment, ...given(input, OF_ENVIRONMENT) },
    ...(input.debugSessionEnabled === true && { debugSession: { sessionEnabled: true } }),
  };
  checkSource(changed.source, 'source');
  checkSecondary(changed.secondarySources);
  if (input.artifactsOverride !== undefined) checkArtifacts(changed);
  checkLogs(changed.logsConfig);
  return changed;
}

function given(input: Readonly<Record<string, unknown>>, names: Readonly<Record<string, string>>): object {
  const pairs = Object.entries(names).filter(([override]) => input[override] !== undefined);
  return Object.fromEntries(pairs.map(([override, member]) => [member, input[override]]));
}
