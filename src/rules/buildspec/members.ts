import type { Path } from '../definition-problem.ts';

/** One thing that CodeBuild would not take, and where it stands; the texts are [R]. */
export interface BuildspecProblem {
  readonly message: string;
  readonly path: Path;
}

export type Report = (problem: BuildspecProblem) => void;
export type Mapping = Readonly<Record<string, unknown>>;

/** A map, or an empty one in its place. */
export function mapAt(value: unknown, path: Path, report: Report): Mapping {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Mapping;
  report({ message: `${written(path)} must be a map, found ${shown(value)}`, path });
  return {};
}

/** A list of texts; a text alone is a list of one. */
export function textsAt(value: unknown, path: Path, report: Report): string[] {
  if (!Array.isArray(value)) return textAt(value, path, report);
  return value.flatMap((item, place) => textAt(item, [...path, place], report));
}

/** A text, or what YAML takes for a number or a truth; none where it is anything else. */
export function textAt(value: unknown, path: Path, report: Report): string[] {
  if (typeof value !== 'object') return [String(value)];
  report({ message: `${written(path)} must be a string, found ${shown(value)}`, path });
  return [];
}

/** Texts by their names. */
export function textMapAt(value: unknown, path: Path, report: Report): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapAt(value, path, report)).flatMap(([name, text]) =>
      textAt(text, [...path, name], report).map((one) => [name, one]),
    ),
  );
}

/** `phases.build.commands[2]` */
export function written(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the buildspec' : text.slice(1);
}

export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
