import { FieldPattern } from './field-pattern.ts';
import { readJsonPattern } from './json-pattern.ts';
import { invalidPattern, Scanner } from './scanner.ts';
import { readTermPattern } from './term-pattern.ts';

/** What a caller looks for in messages (spec 5.4). */
export interface FilterPattern {
  test(message: string): boolean;
  /** What the fields of a message that matches hold, where the pattern is one of fields; else nothing [UG]. */
  valuesIn(message: string): Record<string, string>;
  /** Whether it has a regular expression. */
  readonly hasRegex: boolean;
  /** What a character of a message takes to be looked at, against one that is only searched for a term. */
  readonly cost: number;
}

/** Throws InvalidParameterException for what is no pattern. */
export function parseFilterPattern(pattern: string): FilterPattern {
  const scanner = new Scanner(pattern.trim());
  const { test, valuesIn = () => ({}) } = read(scanner);
  if (!scanner.isAtEnd) throw invalidPattern();
  const cost = scanner.regexes.reduce((sum, regex) => sum + regex.cost, 1);
  return { test, valuesIn, cost, hasRegex: scanner.regexes.length > 0 };
}

function read(scanner: Scanner): Pick<FilterPattern, 'test'> & Partial<FilterPattern> {
  if (scanner.take('{')) return { test: readJsonPattern(scanner) };
  if (!scanner.take('[')) return { test: readTermPattern(scanner) };
  const fields = new FieldPattern(scanner);
  return { test: (message) => fields.test(message), valuesIn: (message) => fields.valuesIn(message) };
}
