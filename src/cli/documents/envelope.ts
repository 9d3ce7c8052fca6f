import type { Fault } from '../../domain/fault.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { envelope as envelopeShape } from '../schema/envelope.ts';
import type { ListNoun, Noun } from '../schema/nouns.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { type Session, sessionTime } from '../session.ts';
import { isoOrNull, orNull } from './values.ts';

/** Nouns whose documents hold a list: empty, never null, when there is nothing. */
const LISTS: Readonly<Record<ListNoun, true>> = {
  pipelines: true,
  executions: true,
  places: true,
  approvals: true,
  deployments: true,
  findings: true,
  events: true,
  changes: true,
  scenarios: true,
};

type Envelope = DocumentOf<typeof envelopeShape>;

/** The flags that choose a service. */
export type SourceOptions = Pick<GlobalOptions, 'mock' | 'endpointUrl' | 'regions'>;

/** The one document of `--output json` and `yaml`. Without a session its source is what the flags say. */
export function envelope(
  noun: Noun | undefined,
  value: unknown,
  problems: readonly Fault[],
  from: { session?: Session; options: SourceOptions },
): Envelope {
  const document: Envelope = {
    schema: 'signalbox/1',
    source: from.session?.sites.length ? sourceOf(from.session) : sourceAsked(noun, from.options),
    at: isoOrNull(from.session && sessionTime(from.session)),
    errors: problems.map(errorDocument),
  };
  return noun === undefined ? document : { ...document, [noun]: value ?? (noun in LISTS ? [] : null) };
}

function sourceOf(session: Session): Envelope['source'] {
  const first = session.sites[0];
  return {
    kind: first?.kind ?? 'aws',
    endpoint: orNull(first?.endpoint),
    accounts: unique(session.sites.map(({ place }) => place.account)),
    regions: unique(session.sites.map(({ place }) => place.region)),
  };
}

function sourceAsked(noun: Noun | undefined, options: SourceOptions): Envelope['source'] {
  const endpoint = orNull(options.endpointUrl);
  const kind = options.mock || noun === 'scenarios' ? 'mock' : endpoint === null ? 'aws' : 'endpoint';
  return { kind, endpoint, accounts: [], regions: options.regions };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => name !== ''))];
}

function errorDocument(fault: Fault): Envelope['errors'][number] {
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
