const DAY = 86_400_000;
const NUMBER = '(\\d+(?:\\.\\d+)?)';
const FORM = new RegExp(`^P(?:${NUMBER}W|(?:${NUMBER}D)?(?:T(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?)$`);

/**
 * Milliseconds of an ISO-8601 duration of weeks, days, hours, minutes and seconds (`PT5M`, `P1DT2H`, `PT0.5S`).
 * Undefined when the text is none; years and months are none, since their length is not fixed.
 */
export function parseIsoDuration(text: string): number | undefined {
  const match = FORM.exec(text);
  // Something must follow P and T, and only the smallest part may have a fraction.
  if (!match || /^P$|T$|\.\d+[WDHM].*\d/.test(text)) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
  const total = weeks! * 7 * DAY + days! * DAY + hours! * 3_600_000 + minutes! * 60_000 + seconds! * 1000;
  return Math.round(total);
}
