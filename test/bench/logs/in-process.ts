import type { Figure } from '../figure.ts';
import { programResult, type RunOptions } from '../program-result.ts';
import { median, ratioOf, round } from '../statistics.ts';

const MOST_MEGABYTES = 600;

// Where a page lies makes no difference; this is for noise.
const MOST_DIFFERENCE = 1.3;

const PROGRAMS = {
  memory: 'test/bench/logs/programs/memory.ts',
  position: 'test/bench/logs/programs/position.ts',
};

interface Memory {
  readonly lines: number;
  readonly bytes: number;
  readonly full: { readonly rss: number };
}

/** Memory of a process whose engine holds 1,000,000 log lines. */
export async function logsMemory(): Promise<Figure> {
  const { full, ...more } = await result<Memory>('memory', { flags: ['--expose-gc'] });
  return {
    figure: 'logs-memory',
    value: full.rss,
    unit: 'megabytes resident',
    limit: MOST_MEGABYTES,
    ok: full.rss <= MOST_MEGABYTES,
    full,
    ...more,
  };
}

/** Milliseconds of a page by place and operation, a number for each turn. */
type Pages = Readonly<Record<'beginning' | 'middle' | 'end', Readonly<Record<string, number[]>>>>;

/** What a page of 1,000 events costs at the end of 1,000,000, or amid them, against the beginning: the worst of these. */
export async function logsPosition(runs: number): Promise<Figure> {
  const { beginning, ...others } = await result<Pages>('position', { args: [String(runs)] });
  const ratios = Object.values(others).flatMap((pages) =>
    Object.entries(pages).map(([operation, series]) => ratioOf(series, beginning[operation]!)),
  );
  const { ratio, interval } = ratios.reduce((worst, other) => (other.ratio > worst.ratio ? other : worst));
  const shown = Object.entries({ beginning, ...others }).map(([place, pages]) => {
    return [place, Object.fromEntries(Object.entries(pages).map(([name, series]) => [name, round(median(series))]))];
  });
  return {
    figure: 'logs-position',
    ratio,
    interval,
    runs,
    limit: MOST_DIFFERENCE,
    ok: ratio <= MOST_DIFFERENCE,
    milliseconds: Object.fromEntries(shown),
  };
}

function result<T>(name: keyof typeof PROGRAMS, options?: RunOptions): Promise<T> {
  return programResult('signalbox-logs', PROGRAMS, name, options);
}
