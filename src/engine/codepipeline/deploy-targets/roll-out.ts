import type { DeployTarget } from './deploy-target.ts';

export interface RollOut {
  readonly targets: readonly DeployTarget[];
  /** How many are deployed to at the same time. */
  readonly atOnce: number;
  /** How many may fail before no further one begins. */
  readonly errorsAllowed: number;
}

/**
 * Deploys to targets in their order. `begin` deploys to one and tells when that has ended, never before it returns;
 * `done` is called once, when nothing runs any more.
 */
export function rollOut(
  { targets, atOnce, errorsAllowed }: RollOut,
  begin: (target: DeployTarget, ended: () => void) => void,
  done: () => void,
): void {
  let next = 0;
  let running = 0;
  let failed = 0;
  const goOn = () => {
    while (running < atOnce && failed <= errorsAllowed && next < targets.length) {
      const target = targets[next++]!;
      running += 1;
      begin(target, () => {
        running -= 1;
        if (target.status === 'Failed') failed += 1;
        goOn();
      });
    }
    if (running > 0) return;
    for (const target of targets.slice(next)) cancel(target);
    done();
  };
  goOn();
}

function cancel(target: DeployTarget): void {
  target.status = 'Cancelled';
  for (const event of target.events) event.status = 'Cancelled';
}
