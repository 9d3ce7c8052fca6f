import type { Operation } from '../../world.ts';
import type { CodeBuildContext } from '../context.ts';
import { codeBuildPage } from '../page.ts';
import type { Project } from './project.ts';
import { projectAnswer } from './project-answer.ts';

/** The operations on projects (spec 4). */
export function projectOperations({ projects, services, running }: CodeBuildContext): Record<string, Operation> {
  const answer = (project: Project) => ({
    project: projectAnswer(project, services, projects.arnOf(project.facts.name)),
  });
  return {
    CreateProject: (input) => answer(projects.create(input)),
    UpdateProject: (input) => {
      const project = projects.update(input);
      running.admit(input.name);
      return answer(project);
    },
    DeleteProject: ({ name }) => {
      projects.delete(name);
      running.admit(name);
      return {};
    },
    BatchGetProjects: ({ names }: { names: readonly string[] }) => {
      const found: object[] = [];
      const projectsNotFound: string[] = [];
      for (const given of names) {
        const prefix = projects.arnOf('');
        const project = projects.get(given.startsWith(prefix) ? given.slice(prefix.length) : given);
        if (project) found.push(answer(project).project);
        else projectsNotFound.push(given);
      }
      return { projects: found, projectsNotFound };
    },
    ListProjects: (input, caller) => {
      const { items, nextToken } = codeBuildPage('ListProjects', input, caller, {
        all: projects.list(),
        keyOf: KEYS[(input.sortBy ?? 'NAME') as keyof typeof KEYS],
        sortOrder: input.sortOrder ?? 'ASCENDING',
      });
      return { projects: items.map(({ facts }) => facts.name), nextToken };
    },
  };
}

/** What projects are listed by; the name tells apart those of one time. */
const KEYS = {
  NAME: ({ facts }: Project) => facts.name,
  CREATED_TIME: ({ facts, created }: Project) => `${timeKey(created)} ${facts.name}`,
  LAST_MODIFIED_TIME: ({ facts, lastModified }: Project) => `${timeKey(lastModified)} ${facts.name}`,
};

function timeKey(time: number): string {
  return String(time).padStart(16, '0');
}
