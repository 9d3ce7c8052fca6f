import { existsSync } from 'node:fs';
import { Engine, type EngineOptions } from './engine.ts';
import { bundledScenarioNames, loadBundledScenario } from './scenario/bundled-scenarios.ts';
import { type Scenario, ScenarioError } from './scenario/model.ts';

/** What somebody may say of an engine's making. */
export interface Wanted {
  /** A bundled name, a file, or `none`. */
  readonly scenario?: string;
  readonly account?: string;
  readonly region?: string;
  readonly seed?: number;
  /** Epoch milliseconds. */
  readonly startTime?: number;
}

export type CreateEngineOptions = Partial<Omit<EngineOptions, 'scenario'>> &
  Pick<EngineOptions, 'startTime' | 'monotonic' | 'version'> & {
    /** A bundled name, a file, or `none` (the default). */
    scenario?: string;
  };

/**
 * Makes an engine that stands at its start time with the scenario's past behind it; without a seed it is 1, so that ids
 * repeat. Throws {@link ScenarioError} when the scenario is not known, cannot be read or cannot be played.
 */
export async function createEngine(options: CreateEngineOptions): Promise<Engine> {
  return new Engine({
    ...options,
    account: options.account ?? '123456789012',
    region: options.region ?? 'us-east-1',
    seed: options.seed ?? 1,
    clock: options.clock ?? 'real',
    speed: options.speed ?? 1,
    throttle: options.throttle ?? 'off',
    scenario: await findScenario(options.scenario ?? 'none'),
  });
}

/** The scenario of a bundled name or a file; nothing for `none`. Throws {@link ScenarioError} when there is none or it cannot be read. */
export async function findScenario(wanted: string): Promise<Scenario | undefined> {
  if (wanted === 'none') return undefined;
  const bundled = await loadBundledScenario(wanted);
  if (bundled) return { ...bundled, name: wanted };
  if (!/[/\\.]/.test(wanted) && !existsSync(wanted)) {
    const names = [...bundledScenarioNames(), 'none'].join(', ');
    throw new ScenarioError(`There is no scenario ${wanted}: expected ${names}, or a file`);
  }
  // The YAML parser is loaded only for a file.
  const { readScenarioFile } = await import('./scenario/scenario.ts');
  return readScenarioFile(wanted);
}
