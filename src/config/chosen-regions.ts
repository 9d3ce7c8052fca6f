import { usage } from '../domain/fault.ts';
import { regionProblem } from '../domain/region.ts';
import type { Settings } from './settings.ts';

const VARIABLES = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/**
 * The regions of the first that names any: the flag, the environment, the settings; empty when none does. Flags and settings
 * were checked when they were read. Throws Fault `usage` that names the variable.
 */
export function chosenRegions(
  flag: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  settings: Pick<Settings, 'region'>,
): readonly string[] {
  if (flag.length > 0) return flag;
  for (const name of VARIABLES) {
    const region = env[name];
    if (!region) continue;
    const problem = regionProblem(region);
    if (problem) throw usage(`${name} ${problem}, not '${region}'`);
    return [region];
  }
  return settings.region === undefined ? [] : [settings.region];
}
