export { type CreateEngineOptions, createEngine } from './create-engine.ts';
export { DataFolderError } from './data/data-folder-error.ts';
export type { Engine } from './engine.ts';
export { engineToServe } from './engine-to-serve.ts';
export { bundledScenarioNames as scenarioNames, describeBundledScenarios } from './scenario/bundled-scenarios.ts';
export { ScenarioError } from './scenario/model.ts';
export type { ParsedServeOptions, ServeFlags, ServeOptions } from './serve-options.ts';
export { parseServeOptions } from './serve-options.ts';
export type { Callers, RunningServer } from './server.ts';
export type { WireRequest, WireResponse } from './wire/message.ts';

import type { RunningServer, ServeTarget } from './server.ts';

/** Serves an engine over HTTP; what that takes is loaded only now, an engine in process does without. */
export async function serve(target: ServeTarget): Promise<RunningServer> {
  return (await import('./server.ts')).serve(target);
}
