import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { programResult, type RunOptions } from '../program-result.ts';
import { median, ratioOf, round } from '../statistics.ts';

const MOST_MEGABYTES = 600;

// Three times the lines take the same memory; this is for noise.
const MOST_GROWTH = 1.25;

// Where a page lies makes no difference; this is for noise.
const MOST_DIFFERENCE = 1.3;

const PROGRAMS = {
  memory: 'test/bench/logs/programs/memory.ts',
  'memory-data': 'test/bench/logs/programs/memory-data.ts',
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

interface Resident {
  readonly rss: number;
}

interface WrittenData {
  readonly empty: Resident;
  readonly some: Resident;
  readonly all: Resident;
  readonly pages: Pages;
}

interface TakenUpData {
  readonly seconds: number;
  readonly all: Resident;
  readonly pages: Pages;
}

/** Memory with a data folder that holds 3,000,000 log lines, against 1,000,000; and how it is taken up again. */
export async function logsMemoryData(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  try {
    const run = <T>(task: string) =>
      result<T>('memory-data', { flags: ['--expose-gc'], args: [task, join(folder, 'data')] });
    const { empty, some, all, pages } = await run<WrittenData>('write');
    const bytes = readdirSync(join(folder, 'data')).reduce(
      (sum, name) => sum + statSync(join(folder, 'data', name)).size,
      0,
    );
    const again = await run<TakenUpData>('take up');
    const ratio = round(all.rss / some.rss);
    return {
      figure: 'logs-memory-data',
      value: all.rss,
      unit: 'megabytes resident',
      limit: MOST_MEGABYTES,
      ratio,
      ok: all.rss <= MOST_MEGABYTES && again.all.rss <= MOST_MEGABYTES && ratio <= MOST_GROWTH,
      ...{ empty, some, all, folder: Math.round(bytes / 1e6), pages: shown(pages) },
      takenUp: { ...again, pages: shown(again.pages) },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
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
  return {
    figure: 'logs-position',
    ratio,
    interval,
    runs,
    limit: MOST_DIFFERENCE,
    ok: ratio <= MOST_DIFFERENCE,
    milliseconds: shown({ beginning, ...others }),
  };
}

/** The medians. */
function shown(places: Pages): object {
  const entries = Object.entries(places).map(([place, pages]) => {
    return [place, Object.fromEntries(Object.entries(pages).map(([name, series]) => [name, round(median(series))]))];
  });
  return Object.fromEntries(entries);
}

function result<T>(name: keyof typeof PROGRAMS, options?: RunOptions): Promise<T> {
  return programResult('signalbox-logs', PROGRAMS, name, options);
}
