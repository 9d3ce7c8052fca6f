import { describe, expect, it } from 'vitest';
import { isReadOnly } from '../../src/config/read-only.ts';

describe('read-only', () => {
  it.each([
    [false, undefined, undefined, false],
    [true, '0', false, true],
    [false, '1', undefined, true],
    [false, 'TRUE', false, true],
    [false, '0', true, true],
    [false, '', false, false],
    [false, 'false', undefined, false],
  ])('by the flag %s, the environment %s or the settings %s: %s', (flag, variable, setting, is) => {
    expect(isReadOnly({ flag, env: { SIGNALBOX_READ_ONLY: variable }, setting })).toBe(is);
  });

  it('does not guess what a value means', () => {
    const env = { SIGNALBOX_READ_ONLY: 'yes please' };
    expect(() => isReadOnly({ flag: true, env, setting: true })).toThrow(
      "SIGNALBOX_READ_ONLY must be 1 or 0, not 'yes please'",
    );
  });
});
