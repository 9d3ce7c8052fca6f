import { notFound, usage } from './fault.ts';
import { didYouMean } from './nearest.ts';

/** What is looked for: `stage` of `web`, and the error name of the service for one that is not there. */
export interface NamedKind {
  readonly code: string;
  readonly kind: string;
  readonly of: string;
}

/**
 * The one of exactly that name: a script must never hit another since something was renamed (decision 18). Throws Fault `usage`
 * that lists them where several names begin so, otherwise `not-found` with what is near.
 */
export function exactlyNamed<T extends { readonly name: string }>(
  wanted: string,
  candidates: readonly T[],
  { code, kind, of }: NamedKind,
): T {
  const found = candidates.find(({ name }) => name === wanted);
  if (found) return found;
  const names = candidates.map(({ name }) => name);
  const begin = names.filter((name) => name.toLowerCase().startsWith(wanted.toLowerCase()));
  if (begin.length > 1) {
    throw usage(`'${wanted}' is no ${kind} of ${of}, and several begin so: ${begin.join(', ')}; give the whole name`);
  }
  const all = names.length === 0 ? ': it has none' : `; its ${kind}s are ${names.join(', ')}`;
  throw notFound(
    code,
    `${of} has no ${kind} ${wanted}${didYouMean(wanted, begin.length === 1 ? begin : names) || all}`,
  );
}
