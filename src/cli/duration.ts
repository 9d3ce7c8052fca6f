const UNIT_SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };
const UNITS = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
/** A century: beyond it no date can be reckoned with. */
const LONGEST_SECONDS = 3_155_760_000;

/** `30s`, `15m`, `2h`, `1h30m`, `2d`, or plain seconds, as milliseconds; undefined when it is none of these. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+$/.test(text)) return milliseconds(Number(text));
  const parts = UNITS.exec(text);
  if (!parts || text === '') return undefined;
  const seconds = ['d', 'h', 'm', 's'].reduce(
    (sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * (UNIT_SECONDS[unit] ?? 0),
    0,
  );
  return milliseconds(seconds);
}

function milliseconds(seconds: number): number | undefined {
  return seconds <= LONGEST_SECONDS ? seconds * 1000 : undefined;
}
