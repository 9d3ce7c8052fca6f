import type { World } from '../world.ts';
import type { Intake } from './events/intake.ts';
import type { LogGroups } from './groups/log-groups.ts';
import type { LiveTails } from './live-tail/live-tails.ts';

/** What the operations of CloudWatch Logs work on, in one account and region. */
export interface LogsContext {
  readonly world: World;
  readonly groups: LogGroups;
  readonly intake: Intake;
  readonly liveTails: LiveTails;
}
