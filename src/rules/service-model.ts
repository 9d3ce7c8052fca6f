/** A service model: the operations of a service and the shapes of what they take and give. Facts of AWS, kept in `models/`. */
export interface ServiceModel {
  readonly service: string;
  readonly serviceId: string;
  readonly targetPrefix: string;
  readonly jsonVersion: string;
  readonly signingName: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly input?: string;
  /** Absent: the operation answers with an empty body. */
  readonly output?: string;
  readonly errors?: readonly string[];
}

export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'double' | 'boolean' | 'timestamp';
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: boolean;
  /** Whether its members come one after the other as events. */
  readonly eventstream?: boolean;
}

/** One constraint of the model that a value does not meet. */
export interface Failure {
  /** As AWS writes it: `pipeline.stages.1.member.name` (spec 1.3). */
  path: string;
  /** The value as AWS prints it; undefined where it must not be shown. */
  value: string | undefined;
  constraint: string;
}

type Check = (value: unknown, place: Place | undefined, failures: Failure[]) => void;

/** Where a value is: the place of what holds it, and its name or number there. Its path is written only when it is told. */
interface Place {
  readonly holder: Place | undefined;
  readonly key: string | number;
}

/** More failures than these are not looked for: a request can hold millions [D]. */
const MOST_FAILURES = 100;

/** A longer text is not held against a pattern, since some take the square of its length [D]. */
const LONGEST_MATCHED = 4096;

const checks = new WeakMap<ServiceModel, Map<string, Check>>();

export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The ${model.service} model has no shape ${name}`);
  return shape;
}

/** The operation of that name, or undefined; names come from requests, so inherited properties do not count. */
export function operationOf(model: ServiceModel, name: string): OperationModel | undefined {
  return Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
}

/**
 * The constraints of a shape that a value does not meet, in the order of the model (spec 1.3): the first hundred.
 * The value's JSON types must already be right.
 */
export function validate(model: ServiceModel, shapeName: string, value: unknown): Failure[] {
  const failures: Failure[] = [];
  checkOf(model, shapeName)(value, undefined, failures);
  return failures.slice(0, MOST_FAILURES);
}

/** The text AWS answers for constraint failures (spec 1.3). */
export function validationMessage(failures: readonly Failure[]): string {
  const head = failures.length === 1 ? '1 validation error detected' : `${failures.length} validation errors detected`;
  const parts = failures.map(
    ({ path, value, constraint }) =>
      `Value${value === undefined ? '' : ` ${value}`} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  return `${head}: ${parts.join('; ')}`;
}

/** A Java pattern as a whole-match JavaScript one; undefined where JavaScript has no such pattern. */
export function wholeMatch(pattern: string): RegExp | undefined {
  // Unicode classes need the u flag, which in turn forbids needless escapes; so it is set only for those.
  const flags = pattern.includes('\\p{') ? 'u' : '';
  try {
    return new RegExp(`^(?:${pattern})$`, flags);
  } catch {
    return undefined;
  }
}

function checkOf(model: ServiceModel, name: string): Check {
  let compiled = checks.get(model);
  if (!compiled) {
    compiled = new Map();
    checks.set(model, compiled);
  }
  let check = compiled.get(name);
  if (!check) {
    check = compile(model, shapeOf(model, name));
    compiled.set(name, check);
  }
  return check;
}

function compile(model: ServiceModel, shape: Shape): Check {
  switch (shape.type) {
    case 'structure':
      return structureCheck(model, shape);
    case 'list':
      return listCheck(model, shape);
    case 'map':
      return mapCheck(model, shape);
    default:
      return scalarCheck(shape);
  }
}

function structureCheck(model: ServiceModel, shape: Shape): Check {
  const required = new Set(shape.required);
  const members = Object.entries(shape.members ?? {}).map(([name, shapeName]) => ({
    name,
    isRequired: required.has(name),
    // Compiled at first use, since shapes may contain themselves.
    check: undefined as Check | undefined,
    shapeName,
  }));
  return (value, place, failures) => {
    const given = value as Record<string, unknown>;
    for (const member of members) {
      const inner = given[member.name];
      if (inner === undefined && !member.isRequired) continue;
      const where: Place = { holder: place, key: member.name };
      member.check ??= checkOf(model, member.shapeName);
      if (inner === undefined) failures.push(mustNotBeNull(where));
      else member.check(inner, where, failures);
    }
  };
}

function listCheck(model: ServiceModel, shape: Shape): Check {
  const tests = constraintsOf(shape);
  const memberShape = shapeOf(model, shape.member!);
  // A list of structures is not shown: it may be long, and it may hold what is secret.
  const isShown = isScalar(memberShape) && !memberShape.sensitive;
  let member: Check | undefined;
  return (value, place, failures) => {
    const list = value as unknown[];
    for (const test of tests) {
      if (test.holds(list)) continue;
      const shown = isShown || list.length === 0 ? quoted(list) : undefined;
      failures.push({ path: pathOf(place), value: shown, constraint: test.text });
    }
    member ??= checkOf(model, shape.member!);
    for (let i = 0; i < list.length && failures.length < MOST_FAILURES; i++) {
      const inner = list[i];
      const where: Place = { holder: place, key: i + 1 };
      if (inner === null) failures.push(mustNotBeNull(where));
      else member(inner, where, failures);
    }
  };
}

/** A map says of all its keys, and of all its values, what they must satisfy; its values are never shown [R]. */
function mapCheck(model: ServiceModel, shape: Shape): Check {
  const own = constraintsOf(shape);
  const keys = constraintsOf(shapeOf(model, shape.key!));
  const valueShape = shapeOf(model, shape.value!);
  const hasScalars = isScalar(valueShape);
  const values = hasScalars ? constraintsOf(valueShape) : [];
  const holdsAll = (tests: readonly Constraint[], value: unknown) => tests.every((test) => test.holds(value));
  return (value, place, failures) => {
    const entries = Object.entries(value as Record<string, unknown>);
    const fail = (constraint: string) => failures.push({ path: pathOf(place), value: undefined, constraint });
    for (const test of own) {
      if (!test.holds(entries)) fail(test.text);
    }
    if (!entries.every(([key]) => holdsAll(keys, key))) fail(`Map keys must satisfy constraint: ${listed(keys)}`);
    if (!hasScalars) {
      for (const [key, inner] of entries) {
        if (failures.length >= MOST_FAILURES) return;
        checkOf(model, shape.value!)(inner, { holder: place, key: `${key}.member` }, failures);
      }
    } else if (!entries.every(([, inner]) => holdsAll(values, inner))) {
      fail(`Map value must satisfy constraint: ${listed(values)}`);
    }
  };
}

function scalarCheck(shape: Shape): Check {
  const tests = constraintsOf(shape);
  return (value, place, failures) => {
    for (const test of tests) {
      if (test.holds(value)) continue;
      const shown = shape.sensitive ? undefined : quoted(value);
      failures.push({ path: pathOf(place), value: shown, constraint: test.text });
    }
  };
}

/** What a shape by itself demands of a value of its type. */
export interface Constraint {
  /** As AWS writes it: `Member must have length less than or equal to 100`. */
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

/** The constraints of a shape itself, in the order in which AWS lists them. */
export function constraintsOf(shape: Shape): Constraint[] {
  const constraints: Constraint[] = [];
  const isNumber = shape.type === 'integer' || shape.type === 'long' || shape.type === 'double';
  const measure = isNumber ? (value: unknown) => value as number : (value: unknown) => (value as string).length;
  const what = isNumber ? 'value' : 'length';
  const { min, max, pattern, enum: names } = shape;
  if (max !== undefined) {
    constraints.push({
      text: `Member must have ${what} less than or equal to ${max}`,
      holds: (value) => measure(value) <= max,
    });
  }
  if (min !== undefined) {
    constraints.push({
      text: `Member must have ${what} greater than or equal to ${min}`,
      holds: (value) => measure(value) >= min,
    });
  }
  const expression = pattern === undefined ? undefined : wholeMatch(pattern);
  if (expression) {
    constraints.push({
      text: `Member must satisfy regular expression pattern: ${pattern}`,
      holds: (value) => isMatch(expression, value as string, max),
    });
  }
  if (names) {
    const known = new Set(names);
    constraints.push({
      text: `Member must satisfy enum value set: [${names.join(', ')}]`,
      holds: (value) => known.has(value as string),
    });
  }
  return constraints;
}

/** What is too long to be matched has failed already where there is a greatest length, and fails here where there is none. */
function isMatch(expression: RegExp, text: string, max: number | undefined): boolean {
  return text.length > LONGEST_MATCHED ? max !== undefined : expression.test(text);
}

function isScalar(shape: Shape): boolean {
  return shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';
}

function listed(tests: readonly Constraint[]): string {
  return `[${tests.map((test) => test.text).join(', ')}]`;
}

function mustNotBeNull(place: Place): Failure {
  return { path: pathOf(place), value: 'null', constraint: 'Member must not be null' };
}

/** `pipeline.stages.1.member.name`. */
function pathOf(place: Place | undefined): string {
  if (!place) return '';
  const { holder, key } = place;
  const own = typeof key === 'number' ? `${key}.member` : key;
  return holder ? `${pathOf(holder)}.${own}` : own;
}

function quoted(value: unknown): string {
  return `'${printed(value)}'`;
}

/** Java's way to print a value, which is what AWS puts into its texts [R]. */
function printed(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(printed).join(', ')}]` : String(value);
}
