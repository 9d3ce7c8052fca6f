import { type Binding, bindingsIn, type CommandId } from '../keymap.ts';
import { keyText } from '../keys.ts';
import { type Piece, type Pieces, piece, piecesWidth, spread } from '../line.ts';
import type { Context } from '../state/ui-state.ts';

const RIGHT_FROM = 90;
const GAP = piece('  ');

/** What differs from the keymap where its keys are shown. */
export interface FooterChanges {
  /** Another word for what a key does just now. */
  readonly labels?: Partial<Readonly<Record<CommandId, string>>>;
  /** What would do nothing just now. */
  readonly without?: readonly CommandId[];
}

/** The keys that matter here, the most useful first, as many as have room; help and quit stay at the right edge. */
export function footerPieces(context: Context, cells: number, { labels = {}, without }: FooterChanges = {}): Pieces {
  const shown = bindingsIn(context)
    .filter((binding) => binding.footer !== undefined && !without?.includes(binding.id))
    .sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0));
  const right = joined(shown.filter((binding) => (binding.footer ?? 0) >= RIGHT_FROM).map((b) => hint(b, labels)));
  const left: Piece[][] = [];
  for (const binding of shown.filter((candidate) => (candidate.footer ?? 0) < RIGHT_FROM)) {
    const next = [...left, hint(binding, labels)];
    if (piecesWidth(joined(next)) + piecesWidth(right) + 2 > cells) break;
    left.push(hint(binding, labels));
  }
  return spread(joined(left), right, cells);
}

function hint(binding: Binding, labels: NonNullable<FooterChanges['labels']>): Piece[] {
  const key = keyText(binding.keys[0] ?? '');
  const label = labels[binding.id] ?? binding.label;
  return [piece(key.length > 1 ? key.toLowerCase() : key, 'accent'), piece(` ${label}`, 'muted')];
}

function joined(hints: readonly Piece[][]): Piece[] {
  return hints.flatMap((pieces, index) => (index === 0 ? pieces : [GAP, ...pieces]));
}
