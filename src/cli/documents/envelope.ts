import type { Fault } from '../../domain/fault.ts';
import type { Noun } from '../command.ts';
import type { GlobalOptions } from '../global-options.ts';
import { type Session, sessionTime } from '../session.ts';
import { isoOrNull, orNull } from './values.ts';

const SCHEMA = 'signalbox/1';

/** Nouns whose documents hold a list: empty, never null, when there is nothing. */
const LISTS: ReadonlySet<Noun> = new Set([
  'pipelines',
  'executions',
  'approvals',
  'findings',
  'events',
  'changes',
  'scenarios',
]);

/** The flags that choose a service. */
export type SourceOptions = Pick<GlobalOptions, 'mock' | 'endpointUrl' | 'regions'>;

export interface SourceDocument {
  readonly kind: 'aws' | 'mock' | 'endpoint';
  readonly endpoint: string | null;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** The one document of `--output json` and `yaml`. Without a session its source is what the flags say. */
export function envelope(
  noun: Noun | undefined,
  value: unknown,
  problems: readonly Fault[],
  from: { session?: Session; options: SourceOptions },
): Record<string, unknown> {
  const document: Record<string, unknown> = {
    schema: SCHEMA,
    source: from.session ? sourceOf(from.session) : sourceAsked(noun, from.options),
    at: isoOrNull(from.session && sessionTime(from.session)),
    errors: problems.map(errorDocument),
  };
  if (noun !== undefined) document[noun] = value ?? (LISTS.has(noun) ? [] : null);
  return document;
}

function sourceOf(session: Session): SourceDocument {
  const first = session.sites[0];
  return {
    kind: first?.kind ?? 'aws',
    endpoint: orNull(first?.endpoint),
    accounts: unique(session.sites.map(({ place }) => place.account)),
    regions: unique(session.sites.map(({ place }) => place.region)),
  };
}

function sourceAsked(noun: Noun | undefined, options: SourceOptions): SourceDocument {
  const endpoint = orNull(options.endpointUrl);
  const kind = options.mock || noun === 'scenarios' ? 'mock' : endpoint === null ? 'aws' : 'endpoint';
  return { kind, endpoint, accounts: [], regions: options.regions };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => name !== ''))];
}

function errorDocument(fault: Fault) {
  const { account, region, pipeline } = fault.where;
  return {
    code: fault.code,
    message: fault.message,
    account: orNull(account || undefined),
    region: orNull(region),
    pipeline: orNull(pipeline),
    exitCode: fault.exitCode,
  };
}
