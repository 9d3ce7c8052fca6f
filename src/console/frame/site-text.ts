import { accountText } from '../../domain/identity.ts';
import type { Site } from '../../live/site.ts';
import { type Piece, type Pieces, piece, piecesWidth } from '../line.ts';

/** Whom and where one works with: `release · 1234-5678-9012 · eu-west-1`, or how many of each. */
export function sitesText(sites: readonly Site[], dot: string): string {
  const profiles = distinct(sites.flatMap((site) => (site.profile ? [site.profile] : [])));
  const accounts = distinct(sites.map((site) => accountText(site.place.account)));
  const regions = distinct(sites.map((site) => site.place.region));
  const parts = [profiles.join(', '), few(accounts, 'accounts'), few(regions, 'regions')];
  return parts.filter((part) => part !== '').join(` ${dot} `);
}

/** `MOCK demo`, `ENDPOINT http://…`: never to be mistaken for AWS. Nothing for AWS itself. */
export function sourcePieces(sites: readonly Site[], readOnly = false, hide: 'nothing' | Hidden = 'nothing'): Piece[] {
  const kinds = distinct(sites.flatMap((site) => kindText(site, hide)));
  const pieces = kinds.map((kind) => piece(kind, 'waiting'));
  const all = readOnly ? [piece('READ-ONLY', 'closed'), ...pieces] : pieces;
  return all.flatMap((part, index) => (index === 0 ? [part] : [piece('  '), part]));
}

type Hidden = 'host' | 'all';

/** The same, the longest first: without the host, then the bare words. */
export function sourceVariants(sites: readonly Site[], readOnly: boolean): readonly [Pieces, Pieces, Pieces] {
  const [whole, named, bare] = (['nothing', 'host', 'all'] as const).map((hide) => sourcePieces(sites, readOnly, hide));
  return [whole ?? [], named ?? [], bare ?? []];
}

/** The longest of the texts for the right edge that leaves all that stands at the left its room. */
export function besideTitle(left: Pieces, variants: readonly Pieces[], cells: number): readonly [Pieces, Pieces] {
  const fits = (right: Pieces) => piecesWidth(left) + 1 + piecesWidth(right) <= cells;
  return [left, variants.find(fits) ?? variants.at(-1) ?? []];
}
/** `1234-5678-9012 · eu-west-1 · MOCK`: repeated in every dialog that changes something. */
export function whereText(site: Site, dot: string): string {
  const parts = [
    site.profile,
    accountText(site.place.account),
    site.place.region,
    site.kind === 'mock' ? 'MOCK' : site.endpoint,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(` ${dot} `);
}

function kindText(site: Site, hide: 'nothing' | Hidden): string[] {
  if (site.kind === 'aws') return [];
  const host = site.endpoint?.replace(/^https?:\/\//, '').replace(/\/$/, '');
  // A scenario may be a file anywhere; its name tells it apart, and the line has to hold the account, too.
  const named = site.kind === 'endpoint' ? ['ENDPOINT'] : ['MOCK', site.scenario?.split('/').at(-1)];
  const parts = hide === 'all' ? named.slice(0, 1) : [...named, hide === 'host' ? undefined : host];
  return [parts.filter((part) => part !== undefined && part !== '').join(' ')];
}

function few(values: readonly string[], plural: string): string {
  return values.length <= 1 ? values.join('') : `${values.length} ${plural}`;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))];
}
