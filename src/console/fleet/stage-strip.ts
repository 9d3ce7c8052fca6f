import type { PipelineView } from '../../domain/pipeline-view.ts';
import { CLOSED_TRANSITION, type Mark, OPEN_TRANSITION, stageMarkIn } from '../../text/glyphs.ts';
import { type Piece, piece } from '../line.ts';
import type { Theme } from '../theme.ts';

/** The stages of a pipeline and the transitions between them, a cell each: `●━●━◆╫●`. What has no room at the end is left out. */
export function stageStrip(view: PipelineView, cells: number, theme: Theme): Piece[] {
  const marks = stripMarks(view);
  const pieces = marks.map((mark) => piece(theme.glyph(mark), mark.tone));
  return pieces.length <= cells ? pieces : [...pieces.slice(0, Math.max(0, cells - 1)), piece(theme.ellipsis, 'muted')];
}

export function stripLength(view: PipelineView): number {
  return stripMarks(view).length;
}

function stripMarks(view: PipelineView): Mark[] {
  return (view.state?.stages ?? []).flatMap((stage, index) => {
    const gate = stage.transition.enabled ? OPEN_TRANSITION : CLOSED_TRANSITION;
    const mark = stageMarkIn(view, stage);
    return index === 0 ? [mark] : [gate, mark];
  });
}
