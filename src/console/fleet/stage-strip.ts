import type { PipelineState } from '../../domain/pipeline.ts';
import { CLOSED_TRANSITION, type Mark, OPEN_TRANSITION, stageMark } from '../../text/glyphs.ts';
import { type Piece, piece } from '../line.ts';
import type { Theme } from '../theme.ts';

/** The stages of a pipeline and the transitions between them, a cell each: `●━●━◆╫●`. What has no room at the end is left out. */
export function stageStrip(state: PipelineState | undefined, cells: number, theme: Theme): Piece[] {
  const marks = stripMarks(state);
  const pieces = marks.map((mark) => piece(theme.glyph(mark), mark.tone));
  return pieces.length <= cells ? pieces : [...pieces.slice(0, Math.max(0, cells - 1)), piece(theme.ellipsis, 'muted')];
}

export function stripLength(state: PipelineState | undefined): number {
  return stripMarks(state).length;
}

function stripMarks(state: PipelineState | undefined): Mark[] {
  return (state?.stages ?? []).flatMap((stage, index) => {
    const gate = stage.transition.enabled ? OPEN_TRANSITION : CLOSED_TRANSITION;
    return index === 0 ? [stageMark(stage)] : [gate, stageMark(stage)];
  });
}
