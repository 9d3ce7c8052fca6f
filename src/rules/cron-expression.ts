/** A moment as a cron expression sees it. Months and weekdays count from 1, the week begins on Sunday. */
export interface CronMoment {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

type Holds = (moment: CronMoment) => boolean;
/** One item of a field's list; undefined: it is none. */
type Item = (text: string) => Holds | undefined;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: readonly Item[] = [
  // Seconds take nothing but every one of them.
  (text) => (text === '*' ? () => true : undefined),
  numbers(0, 59, [], ({ minute }) => minute),
  numbers(0, 23, [], ({ hour }) => hour),
  either(
    numbers(1, 31, [], ({ day }) => day),
    dayOfMonth,
  ),
  numbers(1, 12, MONTHS, ({ month }) => month),
  either(numbers(1, 7, WEEKDAYS, weekday), dayOfWeek),
  numbers(1970, 2199, [], ({ year }) => year),
];

/**
 * A cron expression of six fields and a year that may be left out, as deployment windows write it: the moments that
 * belong to it. Undefined: the text is no such expression. Written here since libraries look for the next moment, in
 * other dialects, and are larger than this.
 */
export function parseCron(text: string): ((moment: CronMoment) => boolean) | undefined {
  const fields = text.trim().toUpperCase().split(/\s+/);
  if (fields.length < 6 || fields.length > 7) return undefined;
  const tests = fields.map((field, index) => list(field, FIELDS[index]!));
  return tests.every((test) => test !== undefined) ? (moment) => tests.every((test) => test(moment)) : undefined;
}

function list(field: string, item: Item): Holds | undefined {
  const items = field.split(',').map(item);
  return items.every((holds) => holds !== undefined) ? (moment) => items.some((holds) => holds(moment)) : undefined;
}

function either(one: Item, other: Item): Item {
  return (text) => (text === '?' ? () => true : (one(text) ?? other(text)));
}

/** `*`, `5`, `5-10`, `*` or either of these with a step; a range may lead over the end, as FRI-MON does. */
function numbers(least: number, most: number, names: readonly string[], of: (moment: CronMoment) => number): Item {
  const read = (text: string) => {
    const value = names.includes(text) ? names.indexOf(text) + least : /^\d{1,4}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  };
  return (text) => {
    const [, range = '', step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(text) ?? [];
    const [first, last, ...rest] = range === '*' ? [String(least), String(most)] : range.split('-');
    const from = read(first ?? '');
    const to = last === undefined ? (step === undefined ? from : most) : read(last);
    const by = step === undefined ? 1 : Number(step);
    if (from === undefined || to === undefined || rest.length > 0 || by === 0) return undefined;
    return (moment) => {
      const value = of(moment);
      const isInside = from <= to ? value >= from && value <= to : value >= from || value <= to;
      return isInside && (value >= from ? value - from : value - from + most - least + 1) % by === 0;
    };
  };
}

/** `L` the last day, `L-3` three before it, `15W` the weekday nearest to the 15th, `LW` the last weekday. */
function dayOfMonth(text: string): Holds | undefined {
  const [, before = '0'] = /^L(?:-(\d{1,2}))?$/.exec(text) ?? [];
  if (text.startsWith('L') && /^L(-\d{1,2})?$/.test(text)) {
    return (moment) => moment.day === daysIn(moment) - Number(before);
  }
  const near = /^(L|\d{1,2})W$/.exec(text)?.[1];
  if (near === undefined || (near !== 'L' && !(Number(near) >= 1 && Number(near) <= 31))) return undefined;
  return (moment) => {
    const last = daysIn(moment);
    const wanted = near === 'L' ? last : Number(near);
    return wanted <= last && moment.day === nearestWeekday({ ...moment, day: wanted }, last);
  };
}

/** `L` Saturday, `6L` the last Friday of the month, `6#2` its second Friday. */
function dayOfWeek(text: string): Holds | undefined {
  if (text === 'L') return (moment) => weekday(moment) === 7;
  const [, name = '', nth] = /^([1-7]|[A-Z]{3})(?:L|#([1-5]))$/.exec(text) ?? [];
  const wanted = WEEKDAYS.includes(name) ? WEEKDAYS.indexOf(name) + 1 : Number(name || NaN);
  if (Number.isNaN(wanted)) return undefined;
  return (moment) => {
    if (weekday(moment) !== wanted) return false;
    return nth === undefined ? moment.day > daysIn(moment) - 7 : Math.ceil(moment.day / 7) === Number(nth);
  };
}

/** Of a Saturday the Friday before, of a Sunday the Monday after, without leaving the month. */
function nearestWeekday(moment: CronMoment, last: number): number {
  const { day } = moment;
  if (weekday(moment) === 7) return day > 1 ? day - 1 : day + 2;
  if (weekday(moment) === 1) return day < last ? day + 1 : day - 2;
  return day;
}

function weekday({ year, month, day }: CronMoment): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function daysIn({ year, month }: CronMoment): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
