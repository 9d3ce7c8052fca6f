import { expect, it } from 'vitest';
import { type ColorChoice, isColored } from '../../src/config/color.ts';

it.each<[ColorChoice | undefined, Record<string, string>, ColorChoice | undefined, boolean, boolean]>([
  // flag, environment, settings, terminal → coloured
  [undefined, {}, undefined, true, true],
  [undefined, {}, undefined, false, false],
  [undefined, { NO_COLOR: '1' }, undefined, true, false],
  [undefined, { NO_COLOR: '' }, undefined, true, true],
  [undefined, { TERM: 'dumb' }, undefined, true, false],
  [undefined, {}, 'always', false, true],
  [undefined, {}, 'never', true, false],
  [undefined, { NO_COLOR: '1' }, 'always', true, false],
  [undefined, { TERM: 'dumb' }, 'always', true, false],
  ['always', { NO_COLOR: '1' }, 'never', false, true],
  ['never', {}, 'always', true, false],
  ['auto', {}, 'always', false, false],
  ['auto', {}, 'never', true, true],
  ['auto', { NO_COLOR: '1' }, 'always', true, false],
])('--color %s, %j, settings %s, a terminal %s: in colour %s', (flag, env, setting, terminal, colored) => {
  expect(isColored({ flag, env, setting, terminal })).toBe(colored);
});
