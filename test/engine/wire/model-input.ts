import fc from 'fast-check';
import { type ServiceModel, type Shape, shapeOf } from '../../../src/rules/service-model.ts';
import type { Scene } from '../support/busy-engine.ts';

/** A value that the scene has for a member. */
class FromScene {
  readonly member: string;
  readonly which: number;

  constructor(member: string, which: number) {
    this.member = member;
    this.which = which;
  }
}

/** Inputs of a shape that meet its constraints, as far as they are easily met; what a scene has for a member is taken mostly. */
function plausible(model: ServiceModel, shapeName: string, known: ReadonlySet<string>): fc.Arbitrary<unknown> {
  const shape = shapeOf(model, shapeName);
  const inner = (name: string) => plausible(model, name, known);
  const { min = 0 } = shape;
  switch (shape.type) {
    case 'structure':
      return structure(shape, inner, known);
    case 'list':
      return fc.array(inner(shape.member!), { minLength: min, maxLength: min + 2 });
    case 'map':
      return fc.dictionary(text(shapeOf(model, shape.key!)), inner(shape.value!), { maxKeys: 3 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.oneof(fc.integer({ min: 0, max: 2e9 }), fc.double({ min: 0, max: 2e9, noNaN: true }));
    case 'string':
      return text(shape);
    default:
      return fc.integer({ min: shape.min ?? -1000, max: Math.min(shape.max ?? 1000, 2 ** 31 - 1) });
  }
}

function structure(
  shape: Shape,
  inner: (name: string) => fc.Arbitrary<unknown>,
  known: ReadonlySet<string>,
): fc.Arbitrary<unknown> {
  const members = Object.entries(shape.members ?? {}).map(([name, member]) => {
    const fromScene = fc.nat().map((which) => new FromScene(name, which));
    const value = known.has(name)
      ? fc.oneof({ weight: 8, arbitrary: fromScene }, { weight: 1, arbitrary: inner(member) })
      : inner(member);
    return [name, value] as const;
  });
  return fc.record(Object.fromEntries(members), { requiredKeys: [...(shape.required ?? [])] });
}

/** The input with the values of a scene in their places. */
function inScene(input: unknown, scene: Scene): unknown {
  if (input instanceof FromScene) {
    const values = scene[input.member]!;
    return values[input.which % values.length];
  }
  if (Array.isArray(input)) return input.map((inner) => inScene(inner, scene));
  if (!isObject(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([key, inner]) => [key, inScene(inner, scene)]));
}

function text({ enum: names, pattern, min = 0, max = 40 }: Shape): fc.Arbitrary<string> {
  if (names) return fc.constantFrom(...names);
  if (pattern === undefined) return fc.string({ minLength: min, maxLength: Math.max(min, Math.min(max, 12)) });
  return fc.stringMatching(new RegExp(`^(?:${pattern})$`), { maxLength: Math.max(min, Math.min(max, 60)) });
}

/** Values that fit nowhere, or hardly anywhere. */
const NASTY = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    -(2 ** 63),
    '',
    ' ',
    '\n',
    '\0',
    '\ud800',
    '\udfff\ud800',
    '\u202e💥é',
    '__proto__',
    'constructor',
    '#{codepipeline.PipelineExecutionId}',
    '#{'.repeat(50),
    '****',
    'a'.repeat(5_000),
    'a'.repeat(100_000),
    '../../etc/passwd',
    [],
    {},
    [null],
    [[]],
    Array.from({ length: 2_000 }, () => ''),
    Array.from({ length: 300 }, (_, i) => ({ key: `k${i}`, value: 'v', name: `n${i}` })),
    JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key${i}`, `${i}`])),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue(),
);

interface Damage {
  readonly kind: 'replace' | 'remove' | 'add' | 'swell';
  readonly where: number;
  readonly value: unknown;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'swell'),
  where: fc.nat(),
  value: NASTY,
});

/** The JSON of inputs: plausible ones, ones to which something was done, and ones that name a member twice. */
export function anyInput(model: ServiceModel, shapeName: string, scenes: readonly Scene[]): fc.Arbitrary<string> {
  const sound = fc
    .tuple(plausible(model, shapeName, new Set(Object.keys(scenes[0]!))), fc.constantFrom(...scenes))
    .map(([input, scene]) => JSON.stringify(inScene(input, scene)));
  const broken = fc
    .tuple(sound, fc.array(damage, { minLength: 1, maxLength: 3 }))
    .map(([input, damages]) => damages.reduce(damaged, input));
  const twice = fc
    .tuple(sound, NASTY)
    .map(([text, value]) => text.replace(/"(\w+)":/, (member) => `${member}${JSON.stringify(value)},${member}`));
  return fc.oneof({ weight: 4, arbitrary: sound }, { weight: 4, arbitrary: broken }, { weight: 1, arbitrary: twice });
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function damaged(text: string, { kind, where, value }: Damage): string {
  const root = { input: JSON.parse(text) as unknown };
  const places = placesIn(root);
  const { parent, key } = places[where % places.length]!;
  const old = parent[key];
  if (kind === 'replace') set(parent, key, value);
  if (kind === 'remove' && parent !== (root as unknown)) delete parent[key];
  if (kind === 'add' && isObject(old)) set(old, '__proto__', value);
  if (kind === 'swell' && Array.isArray(old)) set(parent, key, Array.from({ length: 20 }, () => old).flat());
  return JSON.stringify(root.input);
}

function placesIn(parent: Record<string, unknown>): Place[] {
  return Object.entries(parent).flatMap(([key, value]) => [
    { parent, key },
    ...(isObject(value) ? placesIn(value) : []),
  ]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A key named __proto__ is a key like any other. */
function set(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
