import { Exact } from '../domain/exact.ts';

/**
 * The new value, with every part that did not change replaced by the old one, so that what is unchanged keeps its
 * identity and unchanged rows do not render again. Values are plain data; an Exact is compared by what it holds.
 */
export function share<T>(previous: T | undefined, next: T): T {
  if (Object.is(previous, next) || previous === undefined || previous === null) return next;
  if (previous instanceof Exact) return next instanceof Exact && previous.equals(next) ? previous : next;
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next) as T;
  if (isRecord(previous) && isRecord(next)) return shareRecord(previous, next) as T;
  return next;
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const shared = next.map((item, index) => share(previous[index], item));
  return shared.length === previous.length && shared.every((item, index) => item === previous[index])
    ? previous
    : shared;
}

function shareRecord(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const shared = Object.entries(next).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(previous, key) ? share(previous[key], value) : value,
  ]);
  const isSame =
    shared.length === Object.keys(previous).length &&
    shared.every(([key, value]) => Object.hasOwn(previous, key) && value === previous[key]);
  // fromEntries defines its members, so that one named __proto__ is one like any other.
  return isSame ? previous : Object.fromEntries(shared);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
