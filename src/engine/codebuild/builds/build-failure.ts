import type { Build } from './build.ts';
import type { FailingPhase } from './phases.ts';

/** The phase in which a build fails, if it does: BUILD where nothing else is said. */
export function failingIn({ outcome, failure }: Build): FailingPhase | undefined {
  return outcome === 'fail' ? (failure?.phase ?? 'BUILD') : undefined;
}
