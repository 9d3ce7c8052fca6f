import { currentVersion, findGate, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { admit } from './flow.ts';
import { disabled, enabled, isTooLate, type StageGate } from './stage-gate.ts';

export interface TransitionRequest {
  readonly stageName: string;
  readonly transitionType: 'Inbound' | 'Outbound';
}

const FLAGS = { Inbound: 'inbound', Outbound: 'outbound' } as const;

/** DisableStageTransition: who is in the stage stays, nobody passes (spec 2.5). */
export function disableTransition(
  context: EngineContext,
  pipeline: Pipeline,
  request: TransitionRequest & { readonly reason: string },
  callerArn: string,
): void {
  const gate = findGate(pipeline, request.stageName);
  const flag = FLAGS[request.transitionType];
  gate[flag] = disabled(gate[flag], request.reason, callerArn, context.world.clock.now());
}

/** EnableStageTransition: who waits enters at once, if the flag was not disabled for too long (spec 2.4 rule 4, 2.5). */
export function enableTransition(
  context: EngineContext,
  pipeline: Pipeline,
  request: TransitionRequest,
  callerArn: string,
): void {
  const gate = findGate(pipeline, request.stageName);
  const flag = FLAGS[request.transitionType];
  const now = context.world.clock.now();
  const expired = isTooLate(gate[flag], now);
  gate[flag] = enabled(gate[flag], callerArn, now);
  const behind = request.transitionType === 'Inbound' ? gate : gateAfter(pipeline, gate);
  if (!behind) return;
  if (expired) for (const waiter of behind.waiting) waiter.resumable = false;
  admit(context, pipeline, behind);
}

function gateAfter(pipeline: Pipeline, gate: StageGate): StageGate | undefined {
  const { stages } = currentVersion(pipeline);
  const next = stages[stages.findIndex((stage) => stage.name === gate.stageName) + 1];
  return next && pipeline.gates.get(next.name);
}
