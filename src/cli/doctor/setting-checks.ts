import { SETTING_KEYS } from '../../config/setting-table.ts';
import { Fault } from '../../domain/fault.ts';
import type { Invocation } from '../command.ts';
import { settingText } from '../render/settings-text.ts';
import { sourcesOf } from '../setting-sources.ts';
import { type Check, failed } from './check.ts';

/** What is set and who says so; or why the settings file says nothing. */
export function settingChecks(invocation: Invocation): { checks: readonly Check[]; readable: boolean } {
  try {
    const sources = sourcesOf(invocation);
    const checks = SETTING_KEYS.flatMap((key): Check[] => {
      const [holds] = sources[key];
      if (!holds || holds.from === 'default') return [];
      return [
        {
          group: 'settings',
          name: key,
          status: 'ok',
          detail: `${settingText(holds.value)} (${holds.name ?? holds.from})`,
        },
      ];
    });
    const nothing: Check = { group: 'settings', name: 'all', status: 'ok', detail: 'as they are by default' };
    return { checks: checks.length > 0 ? checks : [nothing], readable: true };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return { checks: [failed('settings', 'file', thrown)], readable: false };
  }
}
