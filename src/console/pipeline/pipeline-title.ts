import { accountText, type PipelineId } from '../../domain/identity.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import type { ConsoleContext } from '../console-context.ts';
import { sourcePieces } from '../frame/site-text.ts';
import { type Pieces, piece, piecesWidth } from '../line.ts';
import type { Theme } from '../theme.ts';

/** `storefront  V2 · SUPERSEDED · version 7`, as much of it as has room, and where it is. */
export function pipelineTitle(
  { live, readOnly }: ConsoleContext['deps'],
  id: PipelineId,
  view: PipelineView,
  theme: Theme,
  cells: number,
  also: Pieces = [],
): readonly [Pieces, Pieces] {
  const { dot } = theme.signs;
  const known = view.definition ?? view.summary;
  const version = view.state?.version ?? known?.version;
  const facts = known ? [known.type, known.executionMode, `version ${version}`] : [];
  const right = [
    piece(`${accountText(id.account)} ${dot} ${id.region}`),
    piece('  '),
    ...sourcePieces([live.site(id)], readOnly),
  ];
  const left = (count: number) => [
    piece(id.name, 'accent'),
    piece('  '),
    piece(facts.slice(0, count).join(` ${dot} `), 'muted'),
  ];
  if (also.length > 0) return [[piece(id.name, 'accent'), piece('  '), ...also], right];
  const room = cells - piecesWidth(right) - 1;
  const count = [3, 2, 1].find((candidate) => piecesWidth(left(candidate)) <= room) ?? 0;
  return [left(count), right];
}
