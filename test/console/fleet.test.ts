import { describe, expect, it } from 'vitest';
import { byAttention, fleetEntry } from '../../src/console/fleet/fleet-entry.ts';
import type { FleetMember } from '../../src/console/fleet/fleet-feed.ts';
import { fleetHead, fleetLayout, fleetRow } from '../../src/console/fleet/fleet-row.ts';
import { fleetCounts } from '../../src/console/fleet/fleet-summary.ts';
import { makeTheme } from '../../src/console/theme.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { PipelineView } from '../../src/domain/pipeline-view.ts';
import { width } from '../../src/text/width.ts';
import { action, busyView, execution, ID, MINUTE, NOW, stage, view } from './values.ts';

const theme = makeTheme({ ascii: false, color: false });
const member = (name: string, of: PipelineView, fault?: Fault): FleetMember => ({
  key: name,
  id: { ...ID, name },
  view: of,
  fault,
});

const failed = (name: string, minutesAgo: number) =>
  member(
    name,
    view(
      [
        stage('Source', 'e1'),
        stage('Build', 'e1', {
          latest: { executionId: 'e1', status: 'Failed', type: 'STANDARD' },
          actions: [action('Compile', 'Failed', { since: NOW - minutesAgo * MINUTE })],
        }),
      ],
      [execution('e1', '9f3c1a2', 'Fix rounding of VAT in the invoices of the second quarter', { status: 'Failed' })],
      name,
    ),
  );
const fine = member(
  'docs-site',
  view([stage('Source', 'e1'), stage('Prod', 'e1')], [execution('e1', 'b5c9d21', 'Typos')], 'docs-site'),
);
const idle = member('landing', view([stage('Source', undefined)], [], 'landing'));
const pending = member('aaa', {});
const silent = member('zzz', {}, new Fault({ kind: 'unreachable', code: 'Timeout', message: 'no answer' }));
const waiting = member('日本の店', busyView('日本の店'));

const members = [fine, pending, idle, failed('old-failure', 60), waiting, silent, failed('checkout-api', 4)];
const entries = members.map(fleetEntry).sort(byAttention);

describe('the order of the fleet', () => {
  it('puts first what needs a person, the newest first, and last what has not answered yet', () => {
    expect(entries.map((entry) => entry.key)).toEqual([
      'zzz',
      'checkout-api',
      'old-failure',
      '日本の店',
      'docs-site',
      'landing',
      'aaa',
    ]);
  });

  it('counts only what is there', () => {
    const text = fleetCounts(entries, entries.length).map((part) => part.text);
    expect(text.join('')).toBe('7 pipelines   1 unknown  2 failed  1 waiting');
  });
});

describe('what a row is about', () => {
  it('is the execution that waits, not the newest', () => {
    expect(fleetEntry(waiting)).toMatchObject({ revision: '77b0e1d Blue header', execution: 'e1e1e1' });
  });

  it('is the execution that runs, since it started, where a newer one waits behind it', () => {
    const items = [
      execution('e2', '2222222', 'Newer', { status: 'InProgress', startedAt: NOW - MINUTE }),
      execution('e1', '1111111', 'Older', { status: 'InProgress', startedAt: NOW - 7 * MINUTE }),
    ];
    const running = stage('Source', 'e1', { latest: { executionId: 'e1', status: 'InProgress', type: 'STANDARD' } });
    const entry = fleetEntry(member('web', view([running], items)));
    expect(entry).toMatchObject({ revision: '1111111 Older', since: NOW - 7 * MINUTE });
  });

  it('is what waits at a closed transition, and the newest where nothing is in question', () => {
    const closed = { transition: { enabled: false } };
    const items = [execution('e3', '3333333', 'Newest'), execution('e2', '2222222', 'Waits')];
    const inbound = [{ executionId: 'e2', status: 'InProgress', type: 'STANDARD' }] as const;
    const of = (name: string, more: object) => member(name, view([stage('Prod', 'e1', { ...closed, ...more })], items));
    expect(fleetEntry(of('held', { inbound })).revision).toBe('2222222 Waits');
    expect(fleetEntry(of('free', {})).revision).toBe('3333333 Newest');
    expect(fleetEntry(fine).revision).toBe('b5c9d21 Typos');
  });
});

describe('a row of the fleet', () => {
  const rowsAt = (cells: number, severalPlaces = false) => {
    const layout = fleetLayout(entries, cells, severalPlaces);
    return [fleetHead(layout, theme), ...entries.map((entry) => fleetRow(entry, layout, theme, NOW, false))];
  };
  const columnOf = (line: string, text: string) => width(line.slice(0, line.indexOf(text)));

  it.each([60, 80, 120, 200])('stands in the columns of its head at %i cells', (cells) => {
    const [head = '', ...rows] = rowsAt(cells);
    for (const line of [head, ...rows]) expect(width(line.trimEnd())).toBeLessThanOrEqual(cells - 1);
    const checkout = rows.find((line) => line.includes('checkout-api')) ?? '';
    expect(columnOf(checkout, 'checkout-api')).toBe(columnOf(head, 'PIPELINE'));
    expect(columnOf(checkout, '●━✗')).toBe(columnOf(head, 'STAGES'));
    expect(columnOf(checkout, '9f3c1a2')).toBe(columnOf(head, 'REVISION'));
    expect(columnOf(checkout, 'retry')).toBe(columnOf(head, 'WAITS'));
    expect(width(checkout)).toBe(width(head));
    const wide = rows.find((line) => line.includes('日本の店')) ?? '';
    expect(columnOf(wide, 'approval')).toBe(columnOf(head, 'WAITS'));
  });

  it('shows each stage and each transition in a cell', () => {
    expect(rowsAt(80).find((line) => line.includes('日本'))).toContain('●━●━◆╫●');
  });

  it('says where it waits when there is room', () => {
    expect(rowsAt(200).join('\n')).toContain('approval in Gate');
    expect(rowsAt(80).join('\n')).not.toContain('approval in Gate');
  });

  it('says where it is when there are several places', () => {
    expect(rowsAt(100, true).join('\n')).toContain('9012 eu-west-1');
  });

  it('has a cursor only where it is', () => {
    const [first] = entries;
    const layout = fleetLayout(entries, 80, false);
    expect(fleetRow(first!, layout, theme, NOW, true).startsWith('›')).toBe(true);
    expect(fleetRow(first!, layout, theme, NOW, false).startsWith(' ')).toBe(true);
  });

  it('tells no age where the time is not known yet', () => {
    const layout = fleetLayout(entries, 80, false);
    expect(fleetRow(entries[1]!, layout, theme, undefined, false)).toMatch(/retry +–$/);
  });
});
