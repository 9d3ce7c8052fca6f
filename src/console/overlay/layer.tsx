import { Box } from 'ink';
import { Row, type Size } from '../frame/frame.tsx';

/** Lines that lie over the screen at a place; each covers exactly the cells it has. */
export function Layer({
  lines,
  top,
  left,
  cells,
}: {
  lines: readonly string[];
  top: number;
  left: number;
  cells: number;
}) {
  return (
    <Box position="absolute" top={top} left={left} width={cells} height={lines.length} flexDirection="column">
      {lines.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Row key={index} text={text} />
      ))}
    </Box>
  );
}

/** The same in the middle of the screen, a little above it where there is room. */
export function CenteredLayer({ lines, cells, size }: { lines: readonly string[]; cells: number; size: Size }) {
  const top = Math.max(0, Math.min(Math.floor((size.rows - lines.length) / 2.5), size.rows - 1 - lines.length));
  const left = Math.max(0, Math.floor((size.columns - cells) / 2));
  return <Layer lines={lines.slice(0, size.rows)} top={top} left={left} cells={cells} />;
}

/** The same below the header, its upper edge always at one place: what is typed into must not jump while it grows. */
export function HangingLayer({ lines, cells, size }: { lines: readonly string[]; cells: number; size: Size }) {
  const top = Math.max(0, Math.min(3, size.rows - 1 - lines.length));
  const left = Math.max(0, Math.floor((size.columns - cells) / 2));
  return <Layer lines={lines.slice(0, size.rows)} top={top} left={left} cells={cells} />;
}

/** How many lines a dialog holds, so that its edges and the keys below it have room. */
export function dialogRows(size: Size): number {
  return Math.max(1, size.rows - 3);
}

/** How wide a dialog is: not wider than reads well, never wider than the screen. */
export function dialogCells(size: Size): number {
  return Math.min(size.columns, 84);
}
