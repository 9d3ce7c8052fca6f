import type { SettingSource } from '../../config/setting-sources.ts';
import type { Settings } from '../../config/settings.ts';
import { orNull } from './values.ts';

/** What holds of some settings by their keys, and who says so in the order in which they count. */
export function settingsDocument(
  sources: Readonly<Record<keyof Settings, readonly SettingSource[]>>,
  keys: readonly (keyof Settings)[],
) {
  const values = keys.map((key) => [key, orNull(sources[key][0]?.value)]);
  return { ...Object.fromEntries(values), sources: Object.fromEntries(keys.map((key) => [key, sources[key]])) };
}
