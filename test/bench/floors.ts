import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/build/bundle.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Floors {
  readonly console: string;
  readonly scripted: string;
}

/** Builds the floor programs as the program is built. Resolves to their files. */
export async function buildFloors(): Promise<Floors> {
  const outdir = `${root}node_modules/.cache/signalbox-floors`;
  await bundle({
    root,
    outdir,
    entryPoints: { console: 'test/bench/floors/console.tsx', scripted: 'test/bench/floors/scripted.ts' },
    files: { 'start-console.js': launcher('console'), 'start-scripted.js': launcher('scripted') },
  });
  return { console: `${outdir}/start-console.js`, scripted: `${outdir}/start-scripted.js` };
}

/** What bin/signalbox.js does for the program. */
function launcher(name: string): string {
  const loader = JSON.stringify(`${root}bin/compiled-code.js`);
  return `require(${loader}).load(__dirname + '/${name}.js', process.env.XDG_CACHE_HOME + '/floors');\n`;
}
