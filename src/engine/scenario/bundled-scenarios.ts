import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scenario } from './model.ts';

// The build puts a module in this one's place that has the scenarios parsed already.
const folder = fileURLToPath(new URL('../../../fixtures/scenarios', import.meta.url));

/** The names that `--scenario` takes beside `none`. */
export function bundledScenarioNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
}

/** Each with what its file says of itself in a line. */
export async function describeBundledScenarios(): Promise<{ name: string; description: string }[]> {
  const scenarios = await Promise.all(bundledScenarioNames().map(loadBundledScenario));
  return scenarios.map((scenario) => ({ name: scenario!.name, description: scenario!.description ?? '' }));
}

export async function loadBundledScenario(name: string): Promise<Scenario | undefined> {
  const file = join(folder, `${name}.yaml`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) return undefined;
  const { parseScenario } = await import('./scenario.ts');
  return parseScenario(readFileSync(file, 'utf8'), file);
}
