import type { Path } from '../definition-problem.ts';
import { type AppSpecDocument, shown } from './appspec-document.ts';
import type { AppSpecProblem, AppSpecProblems } from './appspec-problem.ts';

/** What the AppSpec files of Lambda and ECS have in common: one resource, and functions that are called at events. */
export interface ResourceForm {
  /** `AWS::Lambda::Function` */
  readonly type: string;
  /** Paths within the properties that must be there. */
  readonly required: readonly Path[];
  readonly events: readonly string[];
}

type Mapping = Readonly<Record<string, unknown>>;

/** What is wrong in an AppSpec file for Lambda or ECS; who reads it is the service, whose texts are not known [D] (spec 3.10, 3.11). */
export function* checkResourceAppSpec({ value, textOf }: AppSpecDocument, form: ResourceForm): AppSpecProblems {
  if (!isMap(value)) {
    yield problem('The AppSpec file is empty or not a map', []);
    return;
  }
  const version = member(value, 'version');
  if (version !== 0 && version !== '0.0') {
    yield problem(`The version of the AppSpec file must be 0.0, not '${textOf(['version'])}'`, ['version']);
  }
  yield* checkResources(member(value, 'Resources'), form);
  yield* checkHooks(member(value, 'Hooks'), form.events);
}

function* checkResources(resources: unknown, { type, required }: ResourceForm): AppSpecProblems {
  const path = ['Resources'];
  const [name, resource] = onlyResource(resources) ?? [];
  if (name === undefined || !isMap(resource)) {
    yield problem('The AppSpec file must have exactly one resource', path);
    return;
  }
  const resourcePath = [...path, 0, name];
  if (member(resource, 'Type') !== type) {
    yield problem(`The type of the resource '${name}' must be ${type}`, [...resourcePath, 'Type']);
  }
  const properties = member(resource, 'Properties');
  for (const inner of required) {
    if (shown(memberAt(properties, inner)) !== '') continue;
    yield problem(`The resource '${name}' has no property ${inner.join('.')}`, [
      ...resourcePath,
      'Properties',
      ...inner,
    ]);
  }
}

function* checkHooks(hooks: unknown, events: readonly string[]): AppSpecProblems {
  if (hooks === null || hooks === undefined) return;
  if (!Array.isArray(hooks)) {
    yield problem('The hooks of the AppSpec file must be a list', ['Hooks']);
    return;
  }
  for (const [index, hook] of hooks.entries()) {
    for (const [event, functionName] of isMap(hook) ? Object.entries(hook) : []) {
      const path = ['Hooks', index, event];
      if (!events.some((known) => isSame(known, event))) {
        yield problem(`The hook '${event}' is none of ${events.join(', ')}`, path);
      } else if (shown(functionName) === '') {
        yield problem(`The hook '${event}' names no function`, path);
      }
    }
  }
}

/** The resource's properties, where {@link checkResourceAppSpec} found nothing wrong. */
export function propertyOf({ value }: AppSpecDocument, path: Path): unknown {
  const [, resource] = onlyResource(member(value, 'Resources')) ?? [];
  return memberAt(member(resource, 'Properties'), path);
}

/** The function that is called at each event; later ones win [D]. */
export function hooksOf({ value }: AppSpecDocument, events: readonly string[]): ReadonlyMap<string, string> {
  const hooks = (member(value, 'Hooks') ?? []) as readonly Mapping[];
  const pairs = hooks.flatMap((hook) => (isMap(hook) ? Object.entries(hook) : []));
  return new Map(pairs.map(([event, name]) => [events.find((known) => isSame(known, event))!, shown(name)]));
}

/** The one resource and its name: a list with one map of one, or that map alone [R]. */
function onlyResource(resources: unknown): [string, unknown] | undefined {
  const maps = Array.isArray(resources) ? resources : [resources];
  const entries = maps.flatMap((map) => (isMap(map) ? Object.entries(map) : []));
  return entries.length === 1 ? entries[0] : undefined;
}

/** Upper and lower case make no difference in keys (spec 3.10). */
function member(map: unknown, name: string): unknown {
  if (!isMap(map)) return undefined;
  const key = Object.keys(map).find((given) => isSame(given, name));
  return key === undefined ? undefined : map[key];
}

function memberAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const name of path) at = member(at, String(name));
  return at;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isMap(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(message: string, path: Path): AppSpecProblem {
  return { message, path };
}
