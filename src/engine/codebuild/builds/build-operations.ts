import type { Operation } from '../../world.ts';
import type { CodeBuildContext } from '../context.ts';
import { pageOfBuilds } from '../page.ts';
import { namesOf } from './build.ts';
import { buildAnswer } from './build-answer.ts';
import { findBuild } from './find-build.ts';

/** The operations that read builds, and the one that deletes them (spec 4). */
export function buildOperations(context: CodeBuildContext): Record<string, Operation> {
  const { world, services, builds, projects, running } = context;
  return {
    BatchGetBuilds: ({ ids }: { ids: readonly string[] }) => {
      const found = ids.map((id) => findBuild(context, id));
      return {
        builds: found.flatMap((handle) => (handle ? [buildAnswer(handle.build, services, world.clock.now())] : [])),
        buildsNotFound: ids.filter((_, place) => !found[place]),
      };
    },
    BatchDeleteBuilds: ({ ids }: { ids: readonly string[] }) => {
      const found = ids.map((id) => findBuild(context, id));
      const buildsDeleted: string[] = [];
      const buildsNotDeleted: object[] = [];
      for (const [place, handle] of found.entries()) {
        // What is named twice is gone the second time.
        if (!handle || !findBuild(context, handle.id)) {
          buildsNotDeleted.push({ id: ids[place], statusCode: 'BUILD_NOT_FOUND' }); // [D]
        } else if (running.has(handle)) {
          buildsNotDeleted.push({ id: namesOf(handle.build, services).arn, statusCode: 'BUILD_IN_PROGRESS' }); // [R]
        } else {
          buildsDeleted.push(namesOf(handle.build, services).arn);
          builds.delete(handle);
        }
      }
      return { buildsDeleted, buildsNotDeleted };
    },
    ListBuilds: (input, caller) => {
      const { sortOrder = 'DESCENDING' } = input;
      const { items, nextToken } = pageOfBuilds('ListBuilds', input, caller, { all: builds.all, sortOrder });
      return { ids: items.map(({ id }) => id), nextToken };
    },
    ListBuildsForProject: (input, caller) => {
      const { projectName, sortOrder = 'DESCENDING' } = input;
      const isKnown = projects.get(projectName) !== undefined;
      const all = builds.ofProject(projectName);
      // What pipelines have built is known although nobody created it [D].
      if (!isKnown && (!all || projects.isDeleted(projectName))) throw projects.notFound(projectName);
      const page = { all: all ?? [], sortOrder };
      const { items, nextToken } = pageOfBuilds('ListBuildsForProject', input, caller, page);
      return { ids: items.map(({ id }) => id), nextToken };
    },
  };
}
