import { expect, it } from 'vitest';
import cdkWide from '../../fixtures/pipelines/cdk-wide.json' with { type: 'json' };
import plain from '../../fixtures/pipelines/plain.json' with { type: 'json' };
import conditions from '../../fixtures/pipelines/v2-conditions-lambda.json' with { type: 'json' };
import type { PipelineDeclaration } from '../../src/rules/pipeline-declaration.ts';
import { checkPipelineDefinition } from '../../src/rules/pipeline-definition.ts';

it.each([
  ['plain', plain, 'eu-west-1'],
  ['cdk-wide', cdkWide, 'us-east-1'],
  ['v2-conditions-lambda', conditions, 'us-east-1'],
])('2.2 %s, as get-pipeline printed it, has no problems', (_, file, region) => {
  expect(checkPipelineDefinition(file.pipeline as unknown as PipelineDeclaration, region)).toEqual([]);
});
