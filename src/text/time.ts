const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number) => String(value).padStart(2, '0');

/** An age in its largest unit, `38s`, `12m`, `2h`, `3d`. Takes milliseconds; clocks that disagree make it `0s`, nothing known `–`. */
export function ageText(ms: number | undefined): string {
  if (ms === undefined) return '–';
  const age = Math.max(0, ms);
  if (age < MINUTE) return `${Math.floor(age / SECOND)}s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)}m`;
  return age < DAY ? `${Math.floor(age / HOUR)}h` : `${Math.floor(age / DAY)}d`;
}

/** A duration in its two largest units, `48s`, `1m04s`, `2h05m`, `3d04h`. Takes milliseconds. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return '–';
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)}s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)}m${two(Math.floor((length % MINUTE) / SECOND))}s`;
  if (length < DAY) return `${Math.floor(length / HOUR)}h${two(Math.floor((length % HOUR) / MINUTE))}m`;
  return `${Math.floor(length / DAY)}d${two(Math.floor((length % DAY) / HOUR))}h`;
}

/** ISO-8601 in UTC with milliseconds, `2026-11-27T14:02:09.000Z`. Takes epoch milliseconds. */
export function isoText(at: number): string {
  return new Date(at).toISOString();
}

/** Minutes that local time is ahead of UTC at a moment. */
function localOffset(at: number): number {
  return -new Date(at).getTimezoneOffset();
}

/** `UTC`, `UTC-5`, `UTC+5:30`: the zone of local time at a moment, or one `offset` minutes ahead of UTC. */
export function zoneText(at: number, offset = localOffset(at)): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '-' : '+'}${Math.floor(Math.abs(offset) / 60)}${minutes === 0 ? '' : `:${two(minutes)}`}`;
}

/** The same moment as a Date whose UTC fields read as local time: hand-written, since Intl costs 15 ms of the start. */
function shifted(at: number, offset: number): Date {
  return new Date(at + offset * MINUTE);
}

/** `Fri 27 Nov 14:02` in local time, or in a zone `offset` minutes ahead of UTC. */
export function dayTimeText(at: number, offset = localOffset(at)): string {
  const date = shifted(at, offset);
  const day = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** `14:02:09` in local time, or in a zone `offset` minutes ahead of UTC. */
export function clockText(at: number, offset = localOffset(at)): string {
  const date = shifted(at, offset);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}
