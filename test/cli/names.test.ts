import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPipelineName } from '../../src/cli/names.ts';
import model from '../../src/rules/models/codepipeline.json' with { type: 'json' };

const shape = model.shapes.PipelineName as { min: number; max: number; pattern: string };

describe('the name of a pipeline', () => {
  it('is refused exactly when the model refuses it', () => {
    const pattern = new RegExp(`^(?:${shape.pattern})$`);
    const names = fc.oneof(fc.string({ minLength: shape.min, maxLength: 120 }), fc.stringMatching(/^[\w.@-]{1,120}$/));
    fc.assert(
      fc.property(names, (name) => {
        const taken = pattern.test(name) && name.length <= shape.max;
        if (taken) expect(() => checkPipelineName(name)).not.toThrow();
        else expect(() => checkPipelineName(name)).toThrow('PIPELINE');
      }),
    );
  });

  it.each([
    ['web*', "PIPELINE must be one name, not the pattern 'web*'"],
    ['a b', "PIPELINE must be a pipeline's name, not 'a b': AWS takes letters, digits and . @ - _ only"],
    ['a'.repeat(101), 'PIPELINE has 101 characters; AWS takes at most 100'],
  ])('%s: says what is wrong with it', (name, message) => expect(() => checkPipelineName(name)).toThrow(message));
});
