import type { Live } from '../../live/live.ts';
import type { Need, Priority } from '../../live/need.ts';
import type { Snapshot } from '../../live/snapshot.ts';
import { ageText } from '../../text/time.ts';
import { type Piece, piece } from '../line.ts';

/** How old and how good what is on the screen is. */
export interface Freshness {
  /** Local monotonic milliseconds of the oldest answer that should have been renewed. */
  readonly since?: number;
  readonly trouble?: string;
}

/** An answer, and after how many local milliseconds at most the next one usually comes. */
export interface Watched {
  readonly snapshot: Snapshot<unknown>;
  readonly usual?: number;
  /** Local monotonic milliseconds since when it is asked for at this pace. */
  readonly since: number;
}

export function watched<T>(live: Live, need: Need<T>, priority: Priority, since: number): Watched {
  const snapshot = live.snapshot(need);
  const pace = {
    priority,
    mock: live.site(need.place).kind === 'mock',
    unchanged: Number.POSITIVE_INFINITY,
    frozen: live.clock(need.place).speed === 0,
  };
  const usual = snapshot.value === undefined ? undefined : need.interval(snapshot.value, pace);
  return { snapshot, usual, since };
}

/**
 * Nothing while all answers are good and no older than twice their usual interval; what nobody watched meanwhile has
 * that long to be asked again. `now` is local monotonic milliseconds.
 */
export function freshness(answers: readonly Watched[], now: number): Freshness | undefined {
  const bad = answers.filter(({ snapshot }) => snapshot.error !== undefined);
  const late = answers.filter(
    ({ snapshot: { at }, usual, since }) =>
      at !== undefined && usual !== undefined && now - Math.max(at, since) > 2 * usual,
  );
  if (bad.length === 0 && late.length === 0) return undefined;
  const ages = [...bad, ...late].flatMap(({ snapshot }) => (snapshot.at === undefined ? [] : [snapshot.at]));
  return {
    since: ages.length > 0 ? Math.min(...ages) : undefined,
    trouble: bad[0]?.snapshot.error?.message,
  };
}

/** `12s old · Rate exceeded, retry in 8s`. Durations are local milliseconds. */
export function freshnessPieces(state: Freshness, now: number, dot: string, retryInMs?: number): Piece[] {
  const age = state.since === undefined ? undefined : `${ageText(now - state.since)} old`;
  const retry = retryInMs === undefined ? 'retrying' : `retry in ${Math.ceil(retryInMs / 1000)}s`;
  const trouble = state.trouble === undefined ? undefined : `${state.trouble}, ${retry}`;
  const text = [age, trouble].filter((part) => part !== undefined).join(` ${dot} `);
  return [piece(text, state.trouble === undefined ? 'muted' : 'waiting')];
}
