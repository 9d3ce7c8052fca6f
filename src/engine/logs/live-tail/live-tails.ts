import { AwsError } from '../../aws-error.ts';
import type { World } from '../../world.ts';
import type { LogGroups } from '../groups/log-groups.ts';
import type { StoredEvent } from '../streams/stored-event.ts';
import { LiveTailSession, type SessionHost } from './live-tail-session.ts';
import { type StartLiveTailInput, selectionOf } from './selection.ts';

/** As many sessions an account has in a region at a time [R]. */
const MOST_SESSIONS = 15;

/** The Live Tail sessions of an account and region (spec 5.6). */
export class LiveTails implements SessionHost {
  readonly world: World;
  readonly groups: LogGroups;
  readonly #open = new Set<LiveTailSession>();

  constructor(world: World, groups: LogGroups) {
    this.world = world;
    this.groups = groups;
  }

  /** A session that begins once it is opened. Throws what StartLiveTail does (spec 7.3). */
  start(input: StartLiveTailInput): LiveTailSession {
    const selection = selectionOf(this.groups, input);
    if (this.#open.size >= MOST_SESSIONS) {
      throw new AwsError('LimitExceededException', `There are ${MOST_SESSIONS} Live Tail sessions already.`);
    }
    return new LiveTailSession(this, input, selection);
  }

  /** Tells those who watch what has just come in. */
  hear(group: string, stream: string, events: readonly StoredEvent[]): void {
    for (const session of this.#open) {
      for (const event of events) session.hear(group, stream, event);
    }
  }

  /** Ends all of them: what they watch is gone. */
  end(): void {
    for (const session of this.#open) session.fail('SessionStreamingException', 'The mock engine was reset.');
  }

  opened(session: LiveTailSession): void {
    this.#open.add(session);
  }

  closed(session: LiveTailSession): void {
    this.#open.delete(session);
  }
}
