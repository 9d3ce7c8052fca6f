import type { PipelineDeclaration } from '../rules/pipeline-declaration.ts';
import { exactValue } from './exact.ts';
import type { PipelineDefinition } from './pipeline.ts';

/** GetPipeline's answer byte for byte, its times as ISO-8601: whoever writes it escapes it. */
export interface Declared {
  readonly pipeline: PipelineDeclaration;
  readonly metadata?: { readonly pipelineArn?: string; readonly created?: string; readonly updated?: string };
}

/** What a definition says exactly, for those who compare it or give it on. */
export function declared({ document }: PipelineDefinition): Declared {
  return JSON.parse(exactValue(document)) as Declared;
}
