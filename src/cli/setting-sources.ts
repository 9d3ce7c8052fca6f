import { settingsFile } from '../config/paths.ts';
import { type SettingSource, settingSources } from '../config/setting-sources.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import type { Invocation } from './command.ts';
import type { GlobalOptions } from './global-options.ts';

/** Of every setting who says what it is. Throws Fault `usage` where the file cannot be read; one that was named by the flag has to be there. */
export function sourcesOf({
  global,
  host,
}: Pick<Invocation, 'global' | 'host'>): Readonly<Record<keyof Settings, readonly SettingSource[]>> {
  const file = settingsFile(host.env, global.config);
  const settings = readSettings(file, { mustExist: global.config !== undefined });
  return settingSources({ flags: flagsOf(global), env: host.env, file, settings, mock: global.mock });
}

function flagsOf({ profiles, regions, endpointUrl, ascii, readOnly, color }: GlobalOptions) {
  return {
    profile: profiles.length > 0 ? profiles.join(',') : undefined,
    region: regions.length > 0 ? regions.join(',') : undefined,
    endpointUrl,
    ascii: ascii || undefined,
    readOnly: readOnly || undefined,
    color,
  };
}
