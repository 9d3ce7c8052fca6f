import { declared } from '../../domain/declaration.ts';
import { definitionDifference } from '../../domain/definition-difference.ts';
import type { PipelineDefinition } from '../../domain/pipeline.ts';
import type { definition } from '../schema/definition.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { changesDocument } from './definition-changes-document.ts';
import { orNull } from './values.ts';

/** A definition, and the older one that it is held against. */
export interface ComparedDefinition {
  readonly shown: PipelineDefinition;
  readonly older?: PipelineDefinition;
}

/** `definition`: GetPipeline's answer, and beside it what is different from the version of `--diff`. */
export function definitionDocument({ shown, older }: ComparedDefinition): DocumentOf<typeof definition> {
  const { pipeline, metadata } = declared(shown);
  return { pipeline, metadata: orNull(metadata), difference: older ? differenceDocument(older, shown) : null };
}

function differenceDocument(from: PipelineDefinition, to: PipelineDefinition) {
  const changes = definitionDifference(declared(from).pipeline, declared(to).pipeline);
  return {
    from: from.version,
    to: to.version,
    changes: changesDocument(changes),
  };
}
