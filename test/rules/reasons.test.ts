import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import model from '../../src/rules/models/codepipeline.json' with { type: 'json' };
import { APPROVAL_SUMMARY, refusalOf, STOP_REASON, TRANSITION_REASON } from '../../src/rules/reasons.ts';

const shapes = model.shapes as unknown as Record<string, { min?: number; max?: number; pattern?: string }>;

describe('texts that AWS takes', () => {
  it.each([
    ['DisabledReason', TRANSITION_REASON],
    ['ApprovalSummary', APPROVAL_SUMMARY],
    ['StopPipelineExecutionReason', STOP_REASON],
  ])('are those of the model: %s', (name, rule) => {
    expect(rule.max).toBe(shapes[name]?.max);
    expect(rule.min).toBe(shapes[name]?.min ?? 0);
  });

  it('2.5 a transition reason is refused exactly when the model pattern refuses it', () => {
    const pattern = new RegExp(`^(?:${shapes.DisabledReason?.pattern})$`);
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), (text) => {
        expect(refusalOf(TRANSITION_REASON, text) === undefined).toBe(pattern.test(text));
      }),
    );
  });

  it('2.5 names the characters that AWS does not take', () => {
    expect(refusalOf(TRANSITION_REASON, "year's end: no, thanks")).toContain(`"'" ":" ","`);
    expect(refusalOf(TRANSITION_REASON, '')).toBe('a reason is needed');
    expect(refusalOf(TRANSITION_REASON, 'a'.repeat(303))).toContain('3 characters too many');
  });
});
