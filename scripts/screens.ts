// Draws the pictures of the README: the built console on the demo, as a terminal shows it. Run: node scripts/screens.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { Screen } from '../test/e2e/driver/screen.ts';

const FOLDER = new URL('../docs/screens/', import.meta.url);
const CELL = { width: 8.4, height: 18 };
const PAPER = '#14171c';
const INK = '#d5d9e0';
/** The 16 colours of a usual dark theme. */
const COLOURS = [
  ...['#3b4252', '#e0606b', '#8fbf7f', '#e0b45a', '#6fa3d8', '#b48ead', '#6fc1c7', '#d5d9e0'],
  ...['#7b8494', '#ff7a85', '#a9d99a', '#f5cd76', '#8bbcf0', '#cfa6c9', '#8adbe0', '#ffffff'],
];

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** One run of cells of the same style a `tspan`, placed by its column, so that no font can shift it. */
function svgOf(screen: Screen, columns: number): string {
  const rows = screen.lines().map((line, row) => {
    const spans: string[] = [];
    for (let column = 0; column < line.length; ) {
      const style = screen.styleAt(row, column);
      let end = column + 1;
      while (end < line.length && sameStyle(style, screen.styleAt(row, end))) end += 1;
      const fill = style.inverse ? PAPER : (COLOURS[Number(style.foreground ?? -1)] ?? INK);
      const weight = style.bold ? ' font-weight="bold"' : '';
      const fade = style.dim ? ' fill-opacity="0.6"' : '';
      spans.push(
        `<tspan x="${(column * CELL.width + 12).toFixed(1)}" fill="${fill}"${weight}${fade}>${escaped(line.slice(column, end))}</tspan>`,
      );
      column = end;
    }
    return `<text y="${row * CELL.height + 26}" xml:space="preserve">${spans.join('')}</text>`;
  });
  const [width, height] = [columns * CELL.width + 24, rows.length * CELL.height + 24];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
${rows.join('\n')}
</svg>
`;
}

function sameStyle(a: ReturnType<Screen['styleAt']>, b: ReturnType<Screen['styleAt']>): boolean {
  return a.foreground === b.foreground && a.bold === b.bold && a.dim === b.dim && a.inverse === b.inverse;
}

async function draw(name: string, screen: Screen): Promise<void> {
  await screen.idle();
  writeFileSync(new URL(`${name}.svg`, FOLDER), svgOf(screen, 80));
}

mkdirSync(FOLDER, { recursive: true });
await using screen = await Screen.open({ args: ['--mock'] });
await (await screen.sees(/✗ checkout-api/)).idle();
await draw('fleet', screen);
await screen
  .press('/')
  .type('storefront')
  .press('enter', 'enter')
  .sees(/waits for a person/);
await draw('pipeline', screen);
await screen.press('a').sees('› Approve');
await screen.press('enter').sees(/Same as/);
await draw('plan', screen);

await using rolling = await Screen.open({ args: ['--scenario', 'rolling'] });
await (await rolling.sees(/► booking/)).idle();
await rolling.press('enter').sees('enter deployment');
await rolling.press('enter').sees(/► running/);
await draw('deployment', rolling);
