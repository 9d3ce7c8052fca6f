import { Box, Text } from 'ink';
import { memo, type ReactNode, useSyncExternalStore } from 'react';
import { useConsole } from '../console-context.ts';
import { line, type Pieces, piece, spread } from '../line.ts';
import { contextOf, type Overlay } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';
import { type FooterChanges, footerPieces } from './footer-line.ts';
import { headerRule } from './protection-rule.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Header, two rules and footer take these rows; the rest is the content's. */
const FRAME_ROWS = 5;

export function contentRows(size: Size): number {
  return Math.max(1, size.rows - FRAME_ROWS);
}

/** One row of the screen; it is written again only when its text changed. */
export const Row = memo(function Row({ text }: { text: string }) {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});

export interface FrameProps {
  readonly size: Size;
  /** Left and right of the first line. */
  readonly title: readonly [Pieces, Pieces];
  /** Left and right of the second line. */
  readonly subtitle: readonly [Pieces, Pieces];
  /** Painted lines of the content, at most as many as it has rows. */
  readonly content: readonly string[];
  readonly footer: Pieces;
  readonly children?: ReactNode;
}

/** The frame of every screen: exactly as high as the terminal, so that nothing ever scrolls. */
export function Frame({ size, title, subtitle, content, footer, children }: FrameProps) {
  const shared = useConsole();
  const { theme, ui } = shared;
  const state = useSyncExternalStore(ui.subscribe, ui.get);
  const rule = theme.paint(theme.signs.rule.repeat(size.columns), 'muted');
  const rows = contentRows(size);
  const shown = [...content.slice(0, rows), ...Array<string>(Math.max(0, rows - content.length)).fill('')];
  const lines = [
    edge(title, size.columns, theme),
    edge(subtitle, size.columns, theme),
    headerRule(shared, state, size.columns),
    ...shown,
    rule,
    line(
      [
        piece(' '),
        ...(state.overlay ? footerPieces(contextOf(state), size.columns - 2, overlayChanges(state.overlay)) : footer),
      ],
      size.columns,
      theme,
    ),
  ];
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column" overflow="hidden">
      {lines.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Row key={index} text={text} />
      ))}
      {children}
    </Box>
  );
}

/** `i` goes without saying where writing comes first, and does nothing where there is nothing to write. */
function overlayChanges(overlay: Overlay): FooterChanges {
  if (overlay.name !== 'plan') return { without: ['focus-text'] };
  const { plan, unlocking } = overlay.dialog;
  const asks = unlocking !== undefined || plan.text?.required === false;
  return asks ? {} : { without: ['focus-text'] };
}

function edge([left, right]: readonly [Pieces, Pieces], columns: number, theme: Theme): string {
  return line([piece(' '), ...spread(left, right, columns - 2, theme)], columns, theme);
}
