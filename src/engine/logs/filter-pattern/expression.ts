import type { Scanner } from './scanner.ts';

/** Whether something holds of a subject. */
export type Condition<T> = (subject: T) => boolean;

/**
 * Conditions joined by `&&` and `||`, of which the first binds closer (spec 5.4); the one that they begin with may have
 * been read.
 */
export function readExpression<T>(
  scanner: Scanner,
  read: () => Condition<T>,
  first: Condition<T> = read(),
): Condition<T> {
  const any = [readAll(scanner, read, first)];
  while (scanner.takeNext('||')) any.push(readAll(scanner, read, read()));
  return any.length === 1 ? any[0]! : (subject) => any.some((holds) => holds(subject));
}

function readAll<T>(scanner: Scanner, read: () => Condition<T>, first: Condition<T>): Condition<T> {
  const all = [first];
  while (scanner.takeNext('&&')) all.push(read());
  return all.length === 1 ? first : (subject) => all.every((holds) => holds(subject));
}
