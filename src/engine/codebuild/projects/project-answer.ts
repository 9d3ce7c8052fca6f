import type { BuildPlace } from '../builds/build.ts';
import { DEFAULT_MINUTES, DEFAULT_QUEUED_MINUTES } from '../builds/build-settings.ts';
import type { Project } from './project.ts';

/** A project as it is answered: what nobody said of it is what AWS takes (spec 4). */
export function projectAnswer({ facts, created, lastModified }: Project, place: BuildPlace, arn: string): object {
  const { environment, source, badgeEnabled = false, artifacts } = facts;
  return {
    ...facts,
    badgeEnabled: undefined,
    arn,
    source: { insecureSsl: false, ...source },
    secondarySources: facts.secondarySources ?? [],
    secondarySourceVersions: facts.secondarySourceVersions ?? [],
    artifacts,
    secondaryArtifacts: facts.secondaryArtifacts ?? [],
    cache: facts.cache ?? { type: 'NO_CACHE' },
    environment: {
      privilegedMode: false,
      imagePullCredentialsType: 'CODEBUILD',
      ...environment,
      environmentVariables: (environment.environmentVariables ?? []).map((variable) => ({
        type: 'PLAINTEXT',
        ...variable,
      })),
    },
    timeoutInMinutes: facts.timeoutInMinutes ?? DEFAULT_MINUTES,
    queuedTimeoutInMinutes: facts.queuedTimeoutInMinutes ?? DEFAULT_QUEUED_MINUTES,
    encryptionKey: facts.encryptionKey ?? `arn:aws:kms:${place.region}:${place.account}:alias/aws/s3`,
    tags: facts.tags ?? [],
    created,
    lastModified,
    badge: { badgeEnabled },
    projectVisibility: 'PRIVATE',
  };
}
