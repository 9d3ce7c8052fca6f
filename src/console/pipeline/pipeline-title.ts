import { accountText, type PipelineId } from '../../domain/identity.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import type { Live } from '../../live/live.ts';
import { definition, executions, pipelineState } from '../../live/needs.ts';
import { freshness, freshnessPieces, watched } from '../frame/freshness.ts';
import { sourcePieces } from '../frame/site-text.ts';
import { type Pieces, piece } from '../line.ts';
import type { Theme } from '../theme.ts';

/** `storefront  V2 · SUPERSEDED · version 7` and where it is. */
export function pipelineTitle(
  live: Live,
  id: PipelineId,
  view: PipelineView,
  theme: Theme,
  also: Pieces = [],
): readonly [Pieces, Pieces] {
  const { dot } = theme.signs;
  const known = view.definition ?? view.summary;
  const version = view.state?.version ?? known?.version;
  const facts = known ? [known.type, known.executionMode, `version ${version}`].join(` ${dot} `) : '';
  const site = live.site(id);
  const where = `${accountText(id.account)} ${dot} ${id.region}`;
  return [
    [piece(id.name, 'accent'), piece('  '), ...(also.length > 0 ? also : [piece(facts, 'muted')])],
    [piece(where), piece('  '), ...sourcePieces([site], false)],
  ];
}

/** How old and how good the answers on a pipeline's screen are; nothing while all is well. */
export function pipelineTrouble(live: Live, id: PipelineId, theme: Theme): Pieces {
  const now = live.monotonic();
  const answers = [
    watched(live, pipelineState(id), 'front'),
    watched(live, executions(id), 'front'),
    watched(live, definition(id), 'front'),
  ];
  const state = freshness(answers, now);
  return state ? freshnessPieces(state, now, theme.signs.dot, live.traffic(id).retryInMs) : [];
}
