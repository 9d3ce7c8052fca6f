import { page, scopeOf } from '../../paging.ts';
import type { Operation } from '../../world.ts';
import type { PipelineVersion } from './layout.ts';
import { currentVersion, type Pipeline } from './pipeline.ts';
import type { PipelineDefinitions } from './pipeline-definitions.ts';

const MOST_LISTED = 1000;

/** The operations by which definitions come, change and go. */
export function definitionOperations(definitions: PipelineDefinitions): Record<string, Operation> {
  return {
    CreatePipeline: ({ pipeline, tags }, caller) => {
      const created = definitions.create(pipeline, tags ?? [], caller.arn);
      return { pipeline: definitions.masked(currentVersion(created)), ...(tags && { tags: created.tags }) };
    },
    UpdatePipeline: ({ pipeline }) => {
      const updated = definitions.update(pipeline);
      return { pipeline: definitions.masked(currentVersion(updated)) };
    },
    DeletePipeline: ({ name }) => {
      definitions.delete(name);
      return undefined;
    },
    GetPipeline: ({ name, version }) => definitions.describe(name, version),
    ListPipelines: (input, caller) => {
      const { items, nextToken } = page(scopeOf(caller, 'ListPipelines'), input, {
        items: () => definitions.list(),
        cursorOf: (pipeline) => pipeline.name,
        isAfter: (pipeline, name) => pipeline.name > name,
        most: MOST_LISTED,
      });
      return { pipelines: items.map(summary), ...(nextToken && { nextToken }) };
    },
  };
}

const summaries = new WeakMap<PipelineVersion, object>();

/** What a list tells of a pipeline changes with its version alone, so it is frozen. */
function summary(pipeline: Pipeline): object {
  const version = currentVersion(pipeline);
  let known = summaries.get(version);
  if (!known) {
    const { number, declaration } = version;
    const { name, created, updated } = pipeline;
    const { pipelineType, executionMode } = declaration;
    known = Object.freeze({ name, version: number, pipelineType, executionMode, created, updated });
    summaries.set(version, known);
  }
  return known;
}
