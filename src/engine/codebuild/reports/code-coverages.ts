import { Random } from '../../random.ts';
import type { Build } from '../builds/build.ts';
import { AREAS, TOPICS } from '../builds/test-names.ts';

/** What of the code a build's tests have run, in lines and branches. */
export interface Coverage {
  readonly linesCovered: number;
  readonly linesMissed: number;
  readonly branchesCovered: number;
  readonly branchesMissed: number;
}

export interface FileCoverage extends Coverage {
  readonly id: string;
  readonly filePath: string;
}

const LINES_IN_A_FILE = 80;

/** What {@link Coverage} says of a build, file by file: some are run more than others, and together they are the whole. */
export function codeCoveragesOf({ codeCoverage, seed }: Pick<Build, 'codeCoverage' | 'seed'>): FileCoverage[] {
  if (!codeCoverage) return [];
  const random = new Random(seed);
  const { linesCovered, linesMissed, branchesCovered, branchesMissed } = codeCoverage;
  const paths = AREAS.flatMap((area) => TOPICS.map((topic) => `src/${area}/${topic}.ts`));
  const count = Math.min(paths.length, 1 + Math.floor((linesCovered + linesMissed) / LINES_IN_A_FILE));
  const lines = spread(linesCovered, linesMissed, count);
  const branches = spread(branchesCovered, branchesMissed, count);
  return lines.map(({ covered, missed }, i) => ({
    id: random.uuid(),
    filePath: paths.splice(random.integer(paths.length), 1)[0]!,
    linesCovered: covered,
    linesMissed: missed,
    branchesCovered: branches[i]!.covered,
    branchesMissed: branches[i]!.missed,
  }));
}

/** How many percent, with two digits behind the point; of nothing all is covered [D]. */
export function percentage(covered: number, missed: number): number {
  return covered + missed === 0 ? 100 : Math.round((10_000 * covered) / (covered + missed)) / 100;
}

/** As much in each file, of which the later ones miss more. */
function spread(covered: number, missed: number, files: number): { covered: number; missed: number }[] {
  const all = covered + missed;
  const steepness = 1 + covered / (all || 1);
  const missedUntil = (file: number) => Math.round(missed * (file / files) ** steepness);
  const sizeUntil = (file: number) => Math.round((all * file) / files);
  let left = missed;
  return Array.from({ length: files }, (_, i) => files - 1 - i).map((file) => {
    const size = sizeUntil(file + 1) - sizeUntil(file);
    // What a full file cannot miss the one before it does.
    const own = Math.min(size, Math.max(0, left - missedUntil(file)));
    left -= own;
    return { covered: size - own, missed: own };
  });
}
