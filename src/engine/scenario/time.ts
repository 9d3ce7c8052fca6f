const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
const FORM = /^([+-]?)((?:\d+(?:\.\d+)?[dhms])+)$/;

/** Milliseconds of a time from now as scenarios write it: `-3d`, `-2h30m`, `90s`; undefined when the text is none. */
export function parseOffset(text: string): number | undefined {
  const match = FORM.exec(text.trim());
  if (!match) return undefined;
  let total = 0;
  for (const [, amount, unit] of match[2]!.matchAll(/(\d+(?:\.\d+)?)([dhms])/g))
    total += Number(amount) * UNITS[unit!]!;
  return Math.round(match[1] === '-' ? -total : total);
}
