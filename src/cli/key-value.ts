import { usage } from '../domain/fault.ts';

/** `KEY=VALUE` as its parts; the value may hold further equal signs. Throws a Fault of kind usage. */
export function parseKeyValue(flag: string, text: string): { key: string; value: string } {
  const at = text.indexOf('=');
  if (at <= 0) throw usage(`${flag} must be NAME=VALUE, not '${text}'`);
  if (at === text.length - 1) throw usage(`${flag} gives ${text.slice(0, at)} no value: it must be NAME=VALUE`);
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** The same for a flag that may come several times; a name given twice is a mistake. */
export function parseKeyValues(flag: string, texts: readonly string[]): readonly { key: string; value: string }[] {
  const pairs = texts.map((text) => parseKeyValue(flag, text));
  const twice = pairs.find(({ key }, index) => pairs.findIndex((other) => other.key === key) !== index);
  if (twice) throw usage(`${flag} names ${twice.key} twice`);
  return pairs;
}
