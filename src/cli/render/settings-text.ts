import type { SettingSource } from '../../config/setting-sources.ts';
import { SETTING_KEYS } from '../../config/setting-table.ts';
import type { Settings } from '../../config/settings.ts';
import type { Column } from '../../text/table.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { printTable, type Row } from './print-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'KEY' },
  { title: 'VALUE', min: 8, cut: 'middle' },
  { title: 'FROM', min: 8, cut: 'middle' },
];

/** What each setting is and who says so; below it, muted, what that beats. */
export function settingsText(
  sources: Readonly<Record<keyof Settings, readonly SettingSource[]>>,
  sheet: Sheet,
): string[] {
  return printTable(
    COLUMNS,
    SETTING_KEYS.flatMap((key) => rowsOf(key, sources[key])),
    sheet,
  );
}

function rowsOf(key: keyof Settings, [holds, ...beaten]: readonly SettingSource[]): Row[] {
  if (!holds) return [{ cells: [key, '-', 'not set'], tones: { 1: 'muted', 2: 'muted' } }];
  return [
    { cells: [key, settingText(holds.value), fromText(holds)] },
    ...beaten.map((source) => ({
      cells: ['', settingText(source.value), `not ${fromText(source)}`],
      tones: { 1: 'muted', 2: 'muted' } as const,
    })),
  ];
}

function fromText({ from, name }: SettingSource): string {
  return escapeUnsafe(name ?? from);
}

/** As `config set` takes it. */
export function settingText(value: unknown): string {
  return escapeUnsafe(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
