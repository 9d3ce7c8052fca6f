/** What may come out of a script's variable, whatever the argument is. */
export const HOSTILE: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \t ',
  'as long as a file': 'x'.repeat(100_000),
  'as long as a file, in words': 'word '.repeat(20_000),
  'escape sequences': 'a\u001b[31mred\u001b]0;title\u0007',
  'many control characters': '\u001b'.repeat(10_000),
  lines: 'one\ntwo\r\nthree',
  'a NUL': 'a\u0000b',
  'reordered by bidirectional characters': 'a\u202egpj.exe\u2066\u200b',
  'half a character': 'a\ud800',
  'bytes that are no UTF-8, as Node decodes them': 'caf\ufffd',
};

/** Every way in which a number can be none, or not the one that is needed. */
export const NO_WHOLE_NUMBER = [
  '-1',
  '0',
  '1.5',
  'NaN',
  'Infinity',
  '0x10',
  '1e3',
  '1e9',
  '12345678901',
  '+1',
  ' 1',
  'one',
];

export const NO_DURATION = ['-1m', '1y', '1.5h', '15 m', 'm', '99999999h', '1m1h', 'soon', '0x10', '1e3'];
