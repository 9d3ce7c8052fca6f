import { describe, expect, it } from 'vitest';
import { freshness, freshnessPieces } from '../../src/console/frame/freshness.ts';
import { beside, paneCells } from '../../src/console/frame/pane.ts';
import { sitesText, sourcePieces } from '../../src/console/frame/site-text.ts';
import { filledLine, line, piece, piecesWidth, spread } from '../../src/console/line.ts';
import { boxLines } from '../../src/console/overlay/box.ts';
import { faded, makeTheme } from '../../src/console/theme.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Site } from '../../src/live/site.ts';
import { MARKS } from '../../src/text/glyphs.ts';
import { width } from '../../src/text/width.ts';

const plain = makeTheme({ ascii: false, color: false });
const colored = makeTheme({ ascii: false, color: true });
const site = (more: Partial<Site>): Site => ({
  place: { partition: 'aws', account: '123456789012', region: 'eu-west-1' },
  kind: 'aws',
  principal: 'arn:aws:iam::123456789012:user/alice',
  session: undefined as never,
  ...more,
});
const textOf = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('');

describe('a line', () => {
  it('keeps what stands at the right edge and cuts what stands at the left', () => {
    const pieces = spread([piece('a long sentence')], [piece('12m')], 10);
    expect(textOf(pieces)).toBe('a lon… 12m');
    expect(piecesWidth(spread([], [piece('12m')], 10))).toBe(10);
  });

  it('covers exactly its cells where it lies over something', () => {
    expect(width(filledLine([piece('日本語')], 5, plain))).toBe(5);
  });

  it('is painted after it was cut, neighbours of one tone together, and never without colours', () => {
    const pieces = [piece('failed', 'failed'), piece(' '), piece('twice', 'failed'), piece(' fine')];
    expect(line(pieces, 80, colored)).toBe('\u001b[31mfailed twice\u001b[0m fine');
    expect(line(pieces, 80, plain)).toBe('failed twice fine');
  });
});

describe('a faded theme', () => {
  it('keeps words and signs and lets go of colour', () => {
    const old = faded(colored);
    expect(line([piece('failed', 'failed'), piece(' fine')], 80, old)).toBe(
      '\u001b[2mfailed\u001b[0m\u001b[2m fine\u001b[0m',
    );
    expect(old.glyph(MARKS.failed)).toBe('✗');
  });
});

describe('a box', () => {
  it.each([20, 40, 84])('is %i cells wide in every line, whatever its title', (cells) => {
    const box = boxLines(
      [piece('Approve Gate/Approve in the storefront of Japan')],
      [[piece('日本')], []],
      cells,
      plain,
    );
    expect(new Set(box.map(width))).toEqual(new Set([cells]));
  });
});

describe('the pane at the right', () => {
  it('is there only where both have room', () => {
    expect(paneCells(80, 'pipeline')).toBe(0);
    expect(paneCells(120, 'pipeline')).toBeGreaterThan(40);
    expect(paneCells(120, 'fleet')).toBe(0);
    expect(paneCells(200, 'fleet')).toBeGreaterThan(60);
  });

  it('stands in one column, beside painted lines too', () => {
    const rows = beside(['\u001b[31mab\u001b[0m', 'abcd'], ['x'], 6, 3, plain);
    expect(rows.map((row) => row.replaceAll(/\u001b\[\d+m/g, '').indexOf('│'))).toEqual([7, 7, 7]);
  });
});

describe('whom one works with', () => {
  it('is the profile, the account and the region, or how many of them', () => {
    expect(sitesText([site({ profile: 'release' })], '·')).toBe('release · 1234-5678-9012 · eu-west-1');
    const other = site({
      profile: 'staging',
      place: { partition: 'aws', account: '210987654321', region: 'eu-west-1' },
    });
    expect(sitesText([site({ profile: 'release' }), other], '·')).toBe('release, staging · 2 accounts · eu-west-1');
  });

  it('is told in words when it is not AWS', () => {
    expect(sourcePieces([site({})], false)).toEqual([]);
    expect(textOf(sourcePieces([site({ kind: 'mock', scenario: 'demo' })], false))).toBe('MOCK demo');
    expect(textOf(sourcePieces([site({ kind: 'endpoint', endpoint: 'http://x:4566' })], true))).toBe(
      'READ-ONLY  ENDPOINT x:4566',
    );
  });
});

describe('freshness', () => {
  const good = { snapshot: { value: 1, at: 1000, refreshing: false }, usual: 5000, since: 0 };
  const error = new Fault({ kind: 'unreachable', code: 'Throttling', message: 'Rate exceeded' });

  it('is not mentioned until an answer is older than twice its usual interval', () => {
    expect(freshness([good], 11_000)).toBeUndefined();
    expect(freshness([good], 11_001)).toEqual({ since: 1000, trouble: undefined });
  });

  it('is not mentioned either until it has been watched that long', () => {
    expect(freshness([{ ...good, since: 60_000 }], 70_000)).toBeUndefined();
    expect(freshness([{ ...good, since: 60_000 }], 70_001)).toEqual({ since: 1000, trouble: undefined });
  });

  it('tells the age of what is shown, the trouble, and when it is tried again', () => {
    const state = freshness([good, { ...good, snapshot: { ...good.snapshot, error } }], 13_000);
    expect(textOf(freshnessPieces(state!, 13_000, '·', 7500))).toBe('12s old · Rate exceeded, retry in 8s');
    expect(textOf(freshnessPieces({ trouble: 'no route' }, 0, '·'))).toBe('no route, retrying');
  });

  it('never counts what is asked only on demand as late', () => {
    expect(freshness([{ snapshot: good.snapshot, since: 0 }], 1e9)).toBeUndefined();
  });
});
