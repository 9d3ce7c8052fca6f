import type { EnvironmentVariable } from '../projects/project.ts';

/** The variables of a project, and those that take their place or come to them. */
export function merged(
  own: readonly EnvironmentVariable[],
  given: readonly EnvironmentVariable[],
): readonly EnvironmentVariable[] {
  const variables = new Map([...own, ...given].map((variable) => [variable.name, variable]));
  return [...variables.values()];
}
