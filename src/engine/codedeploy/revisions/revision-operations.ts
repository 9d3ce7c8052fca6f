import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import type { Application } from '../applications/application.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import { checkedRevision, withoutContent } from './check-revision.ts';
import { listRevisions } from './list-revisions.ts';
import { isSameLocation, type RegisteredRevision } from './registered-revisions.ts';
import type { RevisionLocation } from './revision-location.ts';

const MOST_IN_BATCH = 25;
const LONGEST_DESCRIPTION = 256;

/** The operations on the revisions of an application (spec 3.3). */
export function revisionOperations({ applications, world }: CodeDeployContext): Record<string, Operation> {
  return {
    RegisterApplicationRevision: ({ applicationName, revision, description }) => {
      const { computePlatform, revisions } = applications.find(applicationName);
      checkDescription(description);
      revisions.register(checkedRevision(computePlatform, revision), world.clock.now(), description);
      return undefined;
    },
    GetApplicationRevision: ({ applicationName, revision }) => {
      const application = applications.find(applicationName);
      const found = application.revisions.find(checkedRevision(application.computePlatform, revision));
      if (!found) throw new AwsError('RevisionDoesNotExistException', 'The application does not have this revision');
      return {
        applicationName: application.name,
        revision: found.location,
        revisionInfo: revisionInfo(application, found),
      };
    },
    BatchGetApplicationRevisions: ({ applicationName, revisions }) => {
      const application = applications.find(applicationName);
      const asked = checkedBatch<RevisionLocation>(revisions, MOST_IN_BATCH, 'RevisionRequiredException').map(
        (revision) => checkedRevision(application.computePlatform, revision),
      );
      const found = asked.flatMap((location) => application.revisions.find(location) ?? []);
      return {
        applicationName: application.name,
        // The operation has no error for it [D].
        errorMessage: found.length < asked.length ? 'Some revisions do not exist in the application' : undefined,
        revisions: found.map((revision) => ({
          revisionLocation: revision.location,
          genericRevisionInfo: revisionInfo(application, revision),
        })),
      };
    },
    ListApplicationRevisions: (input, caller) => {
      const { items, nextToken } = listRevisions(applications.find(input.applicationName), input, caller);
      return { revisions: items.map(({ location }) => withoutContent(location)), nextToken };
    },
  };
}

/** Throws DescriptionTooLongException. */
export function checkDescription(description: string | undefined): void {
  if (description !== undefined && description.length > LONGEST_DESCRIPTION) {
    throw new AwsError('DescriptionTooLongException', `A description has at most ${LONGEST_DESCRIPTION} characters`);
  }
}

/** The groups are those whose last successful deployment brought this revision [R] (spec 3.3). */
function revisionInfo({ groups }: Application, revision: RegisteredRevision): object {
  const { description, registerTime, firstUsedTime, lastUsedTime, location } = revision;
  const deploymentGroups = [...groups.values()]
    .filter(({ targetRevision }) => targetRevision && isSameLocation(targetRevision, location))
    .map(({ name }) => name);
  return { description, deploymentGroups, firstUsedTime, lastUsedTime, registerTime };
}
