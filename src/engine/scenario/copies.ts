import { type Check, list, Mistake, object, type Path, text, wholeNumber } from '../checks.ts';
import { numbered } from './numbered.ts';

/** How often there is a pipeline, and where; absent places are the engine's own. */
export interface Copies {
  /** In each place; they are numbered from 1. */
  readonly count: number;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** In all places together: as many as AWS lets an account have in a region. */
const MOST = 1000;

const account: Check<string> = (value, path) => {
  if (!/^\d{12}$/.test(text(value, path))) throw new Mistake(path, 'expected an account of 12 digits, in quotes');
  return value as string;
};
const region: Check<string> = (value, path) => {
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(text(value, path)))
    throw new Mistake(path, 'expected a region such as eu-west-1');
  return value as string;
};
const form = object({}, { copies: wholeNumber(1), accounts: list(account), regions: list(region) });

/** `copies`, `accounts` and `regions` of a pipeline, and what else it says; nothing of them: it is there once, at home. */
export function splitCopies(
  value: Record<string, unknown>,
  path: Path,
): { copies?: Copies; rest: Record<string, unknown> } {
  const { copies, accounts, regions, ...rest } = value;
  if (copies === undefined && accounts === undefined && regions === undefined) return { rest };
  const given = form(
    {
      ...(copies !== undefined && { copies }),
      ...(accounts !== undefined && { accounts }),
      ...(regions !== undefined && { regions }),
    },
    path,
  );
  const count = given.copies ?? 1;
  for (const member of ['accounts', 'regions'] as const) {
    if (given[member]?.length === 0) throw new Mistake([...path, member], 'expected at least one');
  }
  if (count * (given.accounts?.length ?? 1) * (given.regions?.length ?? 1) > MOST) {
    throw new Mistake(path, `expected at most ${MOST} copies in all places`);
  }
  if (count > 1 && !String(rest.name).includes('{n}')) {
    throw new Mistake([...path, 'name'], 'expected {n} where the number of the copy goes');
  }
  return { copies: { count, accounts: given.accounts, regions: given.regions }, rest };
}

/** A copy of a pipeline and where it is. */
export interface Copy {
  readonly account: string;
  readonly region: string;
  readonly declaration: Record<string, unknown>;
}

/** All the copies of a pipeline, place by place; one without `copies` is at home. */
export function* copiesOf(
  declaration: Record<string, unknown>,
  copies: Copies | undefined,
  home: { readonly account: string; readonly region: string },
): Iterable<Copy> {
  if (!copies) {
    yield { account: home.account, region: home.region, declaration };
    return;
  }
  for (const account of copies.accounts ?? [home.account]) {
    for (const region of copies.regions ?? [home.region]) {
      for (let n = 1; n <= copies.count; n++)
        yield { account, region, declaration: numbered(declaration, n, copies.count) };
    }
  }
}
