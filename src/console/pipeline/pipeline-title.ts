import { accountText, type PipelineId } from '../../domain/identity.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import type { ConsoleContext } from '../console-context.ts';
import { sourceVariants } from '../frame/site-text.ts';
import { type Pieces, piece, piecesWidth } from '../line.ts';
import type { Theme } from '../theme.ts';

type Title = readonly [left: Pieces, right: Pieces];

/**
 * `storefront  V2 · SUPERSEDED · version 7`, and where it is. What has no room goes in this order: the endpoint, the
 * facts, the account, the region; never the name. `also` stands in place of the facts and stays as long as the name.
 */
export function pipelineTitle(
  { live, readOnly }: ConsoleContext['deps'],
  id: PipelineId,
  view: PipelineView,
  theme: Theme,
  cells: number,
  also: Pieces = [],
): Title {
  const { dot } = theme.signs;
  const lefts = also.length > 0 ? [[...named(id), ...also]] : [3, 2, 1, 0].map((count) => facts(id, view, count, dot));
  const [whole = [], ...briefer] = sourceVariants([live.site(id)], readOnly);
  const source = briefer.at(-1) ?? whole;
  const account = [accountText(id.account), id.region].join(` ${dot} `);
  const [most = []] = lefts;
  const least = lefts.at(-1) ?? most;
  const titles: Title[] = [
    ...[whole, ...briefer].map((brief): Title => [most, placed(account, brief)]),
    ...lefts.map((left): Title => [left, placed(account, source)]),
    ...lefts.map((left): Title => [left, placed(id.region, source)]),
    [least, source],
  ];
  return titles.find(([left, right]) => piecesWidth(left) + 1 + piecesWidth(right) <= cells) ?? [least, source];
}

function named(id: PipelineId): Pieces {
  return [piece(id.name, 'accent'), piece('  ')];
}

function facts(id: PipelineId, view: PipelineView, count: number, dot: string): Pieces {
  const known = view.definition ?? view.summary;
  if (!known || count === 0) return [piece(id.name, 'accent')];
  const version = view.state?.version ?? known.version;
  const all = [known.type, known.executionMode, `version ${version}`];
  return [...named(id), piece(all.slice(0, count).join(` ${dot} `), 'muted')];
}

function placed(place: string, source: Pieces): Pieces {
  return source.length === 0 ? [piece(place)] : [piece(place), piece('  '), ...source];
}
