import { NO_DURATION, NO_WHOLE_NUMBER } from './hostile.ts';

/** What may be given for the word that stands for a value in the help. */
export interface Kind {
  /** One that is right. */
  readonly good: string;
  /** Those that cannot be meant: exit code 2, before anything is sent. */
  readonly malformed: readonly string[];
  /** Those that could be, and are not there, with the exit codes that say so. */
  readonly unknown?: Readonly<Record<string, readonly number[]>>;
  /** Whether any text is one: hostile texts are refused or taken, but never harm. */
  readonly free?: boolean;
}

const LONG_NAME = 'n'.repeat(101);
const PIPELINE: Kind = {
  good: 'web',
  malformed: ['a b', 'a/b', 'w[e]b', 'wéb', LONG_NAME],
  unknown: { nope: [5], '--': [5], '-web': [5], '--mock': [5] },
};
const STAGE: Kind = { good: 'Gate', malformed: ['a b', 'a/b', 'G*', LONG_NAME], unknown: { Nope: [5] } };
const EXECUTION: Kind = {
  good: 'ffffff',
  malformed: ['fffff', 'zzzzzz', 'FFFFFF', `${'f'.repeat(8)}-${'f'.repeat(40)}`],
  unknown: { ffffff: [0, 5, 7] },
};
const WHOLE_NUMBER: Kind = { good: '1', malformed: NO_WHOLE_NUMBER };
const GLOB: Kind = { good: 'w*', malformed: [], free: true };
const REVISION: Kind = { good: '77b0e1d', malformed: ['a b', 'a\nb', 'r'.repeat(1501), '77b0\u200be1d'] };
const FREE: Kind = { good: 'text', malformed: [], free: true };
const MOMENT: Kind = {
  good: '2h',
  malformed: [...NO_DURATION, '2026-13-01', '2026-02-31', '2026-11-27T25:00Z', '27.11.2026'],
};
const NAME_VALUE = ['K', '=V', 'K=', '='];

/** By the word of the help; where a command means something of its own by it, by the command and the word. */
export const KINDS: Readonly<Record<string, Kind>> = {
  PIPELINE,
  STAGE,
  'STAGE/ACTION': {
    good: 'Gate/Approve',
    malformed: ['Gate', 'a/b/c', '/Approve', 'Gate/', '/', 'a b/c', 'a/b c'],
    unknown: { 'Nope/Approve': [5], 'Gate/Nope': [5] },
  },
  'PIPELINE[/STAGE[/ACTION]]': {
    good: 'web',
    malformed: ['web/', '/Gate', 'web//x', 'a/b/c/d', 'a b', 'web/a b', 'web/Gate/a b', 'we*'],
    unknown: { nope: [5], 'web/Nope': [5], 'web/Gate/Nope': [5] },
  },
  ID: EXECUTION,
  EXECUTION,
  'deployment ID': {
    good: 'd-ABCDEF123',
    malformed: ['d-', 'd-abcdef123', 'ABCDEF123', 'd-ABCDEF1234'],
    unknown: { 'd-ABCDEF123': [5] },
  },
  'mock serve ID': { good: '123456789012', malformed: ['1', '1234567890123', 'abc', '-1'] },
  'iam-policy ID': { good: '123456789012', malformed: ['1', '1234567890123', 'abc', '-1'] },
  REVISION,
  REV: REVISION,
  GLOB,
  TEXT: FREE,
  'transition disable TEXT': { good: 'planned work', malformed: ['é', 'a;b', 'r'.repeat(301)] },
  'freeze TEXT': { good: 'planned work', malformed: ['é', 'a;b', 'r'.repeat(301)] },
  'stop TEXT': { good: 'text', malformed: ['r'.repeat(201)], free: true },
  'approve TEXT': { good: 'text', malformed: ['r'.repeat(513)], free: true },
  'reject TEXT': { good: 'text', malformed: ['r'.repeat(513)], free: true },
  'K=V': { good: 'K=V', malformed: NAME_VALUE, free: true },
  'ACTION=VALUE': { good: 'Checkout=77b0e1d', malformed: [...NAME_VALUE, 'Checkout=key:'], free: true },
  N: WHOLE_NUMBER,
  'mock serve N': { good: '0', malformed: ['-1', '1.5', 'NaN', 'x', '0x10', '1e3', '99999999999999999999'] },
  D: { good: '15m', malformed: NO_DURATION },
  TIME: MOMENT,
  S: { good: 'failed', malformed: ['faild', 'failed,succeeded', '*'] },
  'logs S': FREE,
  G: FREE,
  'APPLICATION[/GROUP]': { good: 'shop', malformed: ['a b', '/g', 'a/', 'a*'], unknown: { nope: [5], 'nope/x': [5] } },
  WHICH: { good: 'before-entry', malformed: ['before', 'BEFORE-ENTRY', 'on-failure'] },
  NAME: { good: 'start', malformed: ['strat', '*', 'START'] },
  LEVEL: { good: 'read', malformed: ['rd', 'READ', 'admin'] },
  SHELL: { good: 'bash', malformed: ['sh', 'BASH', 'bsh'] },
  KEY: { good: 'region', malformed: ['regoin', 'constructor', '__proto__', 'a.b'] },
  VALUE: { good: 'eu-west-1', malformed: ['EU', '../x', 'eu-west-1,us-east-1'] },
  FILE: { good: '/nowhere/file', malformed: ['/nowhere/file', '/'] },
  KEYFILE: { good: '/nowhere/keys', malformed: [], free: true },
  DIR: { good: '/nowhere/data', malformed: [], free: true },
  ADDRESS: { good: '127.0.0.1', malformed: ['0.0.0.0', 'nowhere at all', '::'], free: true },
  MODE: { good: 'real', malformed: ['reel', 'REAL'] },
  'mock serve --throttle': { good: 'off', malformed: ['on', 'AWS'] },
  ISO: { good: '2026-11-27T00:00:00Z', malformed: ['2026-13-01', 'soon', '27.11.2026'] },
  X: { good: '2', malformed: ['-1', '0', 'fast', 'NaN', 'Infinity', '0x10'] },
  // The global ones.
  'P[,P...]': FREE,
  'R[,R...]': { good: 'eu-west-1', malformed: ['EU', '../x', 'eu-west-1,,us-east-1', ',', 'eu_west_1', 'eu-west-1;'] },
  URL: {
    good: 'http://127.0.0.1:1',
    malformed: [
      'nowhere',
      'ftp://x',
      'http://',
      'http:///x',
      'http://user:pw@x',
      'file:///etc/passwd',
      'http://a b',
      'http://x:99999',
      '//x',
      'http://x?y',
      'http://x#y',
    ],
  },
  'NAME|FILE': FREE,
  FORMAT: { good: 'json', malformed: ['jsn', 'JSON', 'xml', 'json,yaml'] },
  JMESPATH: {
    good: 'errors',
    malformed: [
      '[',
      'a[',
      'nope(',
      '@.{',
      'a || ',
      'sum(',
      "'",
      '"',
      '['.repeat(3000),
      '!'.repeat(3999),
      '('.repeat(3999),
    ],
    free: true,
  },
  'global D': { good: '15m', malformed: [...NO_DURATION, '0', '0s'] },
  WHEN: { good: 'never', malformed: ['allways', 'NEVER', 'yes'] },
  'global FILE': FREE,
};

/** The most particular kind that there is. Throws where there is none: a new word of the help is to be told of here. */
export function kindOf(command: string, word: string, flag = ''): Kind {
  const group = command.split(' ')[0] ?? '';
  const kind = [`${command} ${flag}`, `${command} ${word}`, `${group} ${word}`, word]
    .map((name) => KINDS[name])
    .find(Boolean);
  if (!kind) throw new Error(`test/cli/bad-input/kinds.ts does not know what ${word} of ${command} is`);
  return kind;
}
