import { type CreateEngineOptions, createEngine, type Wanted } from './create-engine.ts';
import type { DurableEngine } from './data/durable-engine.ts';
import type { ServeOptions } from './serve-options.ts';

type Surroundings = Pick<CreateEngineOptions, 'monotonic' | 'version' | 'report'> & {
  /** Real time, epoch milliseconds. */
  wall: () => number;
};

/**
 * The engine of `mock serve`, with its data folder where one is named; only then is what that takes loaded. Throws
 * ScenarioError and DataFolderError.
 */
export async function engineToServe(options: ServeOptions, surroundings: Surroundings): Promise<DurableEngine> {
  const { clock, speed, throttle, data, wanted } = options;
  const running = { clock, speed, throttle, ...surroundings };
  const defaults = defaultsAt(surroundings.wall());
  if (data === undefined) {
    const engine = await createEngine({ ...running, ...defaults, ...wanted });
    return { engine, begin: () => undefined, close: () => undefined };
  }
  const { openDurableEngine } = await import('./data/durable-engine.ts');
  return openDurableEngine({ ...running, folder: data, wanted, defaults });
}

/** What holds of an engine of which nothing was said; without `--seed` no two are the same. */
function defaultsAt(startTime: number): Required<Wanted> {
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  return { scenario: 'demo', account: '123456789012', region: 'us-east-1', seed: seed!, startTime };
}
