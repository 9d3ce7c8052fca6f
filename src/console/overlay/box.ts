import { filledLine, type Pieces, piece, piecesWidth } from '../line.ts';
import type { Theme } from '../theme.ts';

/** A frame around lines, of exactly `cells` cells, with its title in the upper edge. */
export function boxLines(title: Pieces, content: readonly Pieces[], cells: number, theme: Theme): string[] {
  const { side, rule, corners } = theme.signs;
  const [topLeft, topRight, bottomLeft, bottomRight] = corners;
  const inner = cells - 4;
  const edge = theme.paint(side, 'muted');
  const titled = filledLine(cutTitle(title, cells - 6), Math.min(piecesWidth(title), cells - 6), theme);
  const rest = rule.repeat(Math.max(0, cells - 4 - Math.min(piecesWidth(title), cells - 6)));
  return [
    `${theme.paint(topLeft, 'muted')} ${titled} ${theme.paint(rest + topRight, 'muted')}`,
    ...content.map((pieces) => `${edge} ${filledLine(pieces, inner, theme)} ${edge}`),
    theme.paint(bottomLeft + rule.repeat(cells - 2) + bottomRight, 'muted'),
  ];
}

function cutTitle(title: Pieces, cells: number): Pieces {
  return cells > 0 ? title : [piece('')];
}
