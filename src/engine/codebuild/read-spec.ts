import { isInline, type ReadBuildspec, readBuildspec } from '../../rules/buildspec/buildspec.ts';
import { findYamlParser } from '../yaml-parser.ts';
import type { ProjectSource } from './projects/project.ts';

/** What the buildspec of a source says; undefined: it is in the source, which the engine does not have. */
export function readSpecOf({ buildspec }: ProjectSource): ReadBuildspec | undefined {
  return buildspec !== undefined && isInline(buildspec) ? readBuildspec(buildspec, findYamlParser) : undefined;
}
