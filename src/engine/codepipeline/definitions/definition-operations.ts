import type { Operation } from '../../world.ts';
import { page, scopeOf } from '../paging.ts';
import { currentVersion, type Pipeline } from './pipeline.ts';
import type { PipelineDefinitions } from './pipeline-definitions.ts';

const MOST_LISTED = 1000;

/** The operations by which definitions come, change and go. */
export function definitionOperations(definitions: PipelineDefinitions): Record<string, Operation> {
  return {
    CreatePipeline: ({ pipeline, tags }, caller) => {
      const created = definitions.create(pipeline, tags ?? [], caller.arn);
      return { pipeline: definitions.masked(currentVersion(created).declaration), ...(tags && { tags: created.tags }) };
    },
    UpdatePipeline: ({ pipeline }) => {
      const updated = definitions.update(pipeline);
      return { pipeline: definitions.masked(currentVersion(updated).declaration) };
    },
    DeletePipeline: ({ name }) => {
      definitions.delete(name);
      return undefined;
    },
    GetPipeline: ({ name, version }) => definitions.describe(name, version),
    ListPipelines: (input, caller) => {
      const { items, nextToken } = page(scopeOf(caller, 'ListPipelines'), input, {
        items: definitions.list(),
        cursorOf: (pipeline) => pipeline.name,
        isAfter: (pipeline, name) => pipeline.name > name,
        most: MOST_LISTED,
      });
      return { pipelines: items.map(summary), ...(nextToken && { nextToken }) };
    },
  };
}

function summary(pipeline: Pipeline) {
  const { number, declaration } = currentVersion(pipeline);
  return {
    name: pipeline.name,
    version: number,
    pipelineType: declaration.pipelineType,
    executionMode: declaration.executionMode,
    created: pipeline.created,
    updated: pipeline.updated,
  };
}
