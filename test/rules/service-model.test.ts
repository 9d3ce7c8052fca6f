import { describe, expect, it } from 'vitest';
import codebuild from '../../src/rules/models/codebuild.json' with { type: 'json' };
import codedeploy from '../../src/rules/models/codedeploy.json' with { type: 'json' };
import codepipeline from '../../src/rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../src/rules/models/logs.json' with { type: 'json' };
import {
  operationOf,
  type ServiceModel,
  shapeOf,
  validate,
  validationMessage,
  wholeMatch,
} from '../../src/rules/service-model.ts';

const models = [codebuild, codedeploy, codepipeline, logs] as unknown as ServiceModel[];
const pipelines = codepipeline as unknown as ServiceModel;

function said(model: ServiceModel, shape: string, value: unknown): string | undefined {
  const failures = validate(model, shape, value);
  return failures.length === 0 ? undefined : validationMessage(failures);
}

function withAction(changes: object): object {
  const action = { name: 'Do', actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' } };
  const stages = [{ name: 'Build', actions: [{ ...action, ...changes }] }];
  return { pipeline: { name: 'web', roleArn: 'arn:aws:iam::123456789012:role/x', stages } };
}

describe('validation by the service models', () => {
  it('1.3 a missing member must not be null', () => {
    expect(said(pipelines, 'GetPipelineStateInput', {})).toBe(
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    );
  });

  it('1.3 paths index list members from 1', () => {
    expect(said(pipelines, 'CreatePipelineInput', withAction({ runOrder: 1000 }))).toBe(
      "1 validation error detected: Value '1000' at 'pipeline.stages.1.member.actions.1.member.runOrder' " +
        'failed to satisfy constraint: Member must have value less than or equal to 999',
    );
  });

  it('1.3 several failures are counted and joined, in the order of the model', () => {
    const input = { pipelineName: 'a b', stageName: 'S', transitionType: 'Sideways', reason: 'one, two' };
    expect(said(pipelines, 'DisableStageTransitionInput', input)).toBe(
      "3 validation errors detected: Value 'a b' at 'pipelineName' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+; ' +
        "Value 'Sideways' at 'transitionType' failed to satisfy constraint: " +
        'Member must satisfy enum value set: [Inbound, Outbound]; ' +
        "Value 'one, two' at 'reason' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+',
    );
  });

  it('1.3 an empty string breaks its length and its pattern', () => {
    const failures = validate(pipelines, 'GetPipelineStateInput', { name: '' });
    expect(failures.map(({ constraint }) => constraint)).toEqual([
      'Member must have length greater than or equal to 1',
      'Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+',
    ]);
  });

  it('1.3 a pattern must match the whole value, a line break at its end included', () => {
    expect(validate(pipelines, 'GetPipelineStateInput', { name: 'web\n' })).toHaveLength(1);
    expect(validate(pipelines, 'GetPipelineStateInput', { name: 'web' })).toHaveLength(0);
  });

  it('1.3 a map says what its values must satisfy and shows none of them', () => {
    const text = said(
      pipelines,
      'CreatePipelineInput',
      withAction({ configuration: { OAuthToken: '', Repo: 'secret' } }),
    );
    expect(text).toContain(
      "Value at 'pipeline.stages.1.member.actions.1.member.configuration' failed to satisfy constraint: Map value must satisfy",
    );
    expect(text).not.toContain('secret');
  });

  it('1.3 sensitive values are not shown', () => {
    const model = {
      ...pipelines,
      shapes: {
        In: { type: 'structure', members: { key: 'Key' } },
        Key: { type: 'string', max: 3, sensitive: true },
      },
    } as unknown as ServiceModel;
    expect(said(model, 'In', { key: 'hunter2' })).toBe(
      "1 validation error detected: Value at 'key' failed to satisfy constraint: Member must have length less than or equal to 3",
    );
  });

  it('1.3 a list that is too short or too long says so', () => {
    expect(said(models[0]!, 'BatchGetBuildsInput', { ids: [] })).toContain("Value '[]' at 'ids' failed");
    const ids = Array.from({ length: 101 }, (_, i) => `p:${i}`);
    expect(said(models[0]!, 'BatchGetBuildsInput', { ids })).toContain('length less than or equal to 100');
  });

  it('1.3 a null in a list must not be null', () => {
    expect(said(models[0]!, 'BatchGetBuildsInput', { ids: ['a', null] })).toContain("Value null at 'ids.2.member'");
  });

  it('every pattern of the models is one that JavaScript understands', () => {
    const patterns = models.flatMap((model) => Object.values(model.shapes).map(({ pattern }) => pattern));
    const broken = patterns.filter((pattern) => pattern !== undefined && !wholeMatch(pattern));
    expect(broken).toEqual([]);
    expect(wholeMatch('(unclosed')).toBeUndefined();
  });

  it.each(models.map((model) => [model.service, model] as const))(
    '1.3 [D] no text of 8 MB keeps a pattern of %s busy',
    (_service, model) => {
      const size = 8 * 1024 * 1024;
      const bombs = [
        'a'.repeat(size),
        `arn:aws${'-a'.repeat(size / 2)}`,
        `arn:aws:codepipeline${':000000000000:'.repeat(size / 14)}\n`,
        `arn:aws:lambda${':000000000000:function:'.repeat(size / 23)}\n`,
      ];
      for (const [name, { pattern, max }] of Object.entries(model.shapes)) {
        if (pattern === undefined) continue;
        for (const bomb of bombs) {
          const failures = validate(model, name, bomb).map(({ constraint }) => constraint);
          expect(failures).toEqual([
            max === undefined ? expect.stringContaining('pattern') : expect.stringContaining(`${max}`),
          ]);
        }
      }
    },
  );

  it('1.3 [D] a pattern of a text without a greatest length holds up to 4,096 characters', () => {
    const arn = (length: number) => 'arn:aws:codepipeline:us-east-1:123456789012:'.padEnd(length, 'a');
    expect(validate(pipelines, 'ResourceArn', arn(4096))).toEqual([]);
    expect(validate(pipelines, 'ResourceArn', arn(4097))).toHaveLength(1);
  });

  it('1.3 [D] of many failures the first hundred are told', () => {
    const tags = Array.from({ length: 1_000_000 }, () => ({}));
    const failures = validate(pipelines, 'TagResourceInput', { tags });
    expect(failures).toHaveLength(100);
    expect(failures.slice(0, 3).map(({ path }) => path)).toEqual([
      'resourceArn',
      'tags.1.member.key',
      'tags.1.member.value',
    ]);
    expect(validationMessage(failures)).toMatch(/^100 validation errors detected: /);
  });

  it('every shape that the models name exists', () => {
    for (const model of models) {
      for (const { input, output } of Object.values(model.operations)) {
        if (input) expect(shapeOf(model, input).type).toBe('structure');
        if (output) expect(shapeOf(model, output).type).toBe('structure');
      }
    }
  });

  it('inherited properties are no operations', () => {
    expect(operationOf(pipelines, 'constructor')).toBeUndefined();
    expect(operationOf(pipelines, '__proto__')).toBeUndefined();
    expect(operationOf(pipelines, 'GetPipeline')).toBeDefined();
  });

  it('checks a batch of 10,000 log events in well under a second', () => {
    const logEvents = Array.from({ length: 10_000 }, (_, i) => ({ timestamp: i, message: 'x' }));
    const input = { logGroupName: 'g', logStreamName: 's', logEvents };
    expect(validate(models[3]!, 'PutLogEventsRequest', input)).toEqual([]);
  });
});
