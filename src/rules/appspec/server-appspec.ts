import type { Path } from '../definition-problem.ts';
import { type AppSpecDocument, shown } from './appspec-document.ts';
import { type AppSpecProblem, type AppSpecProblems, unreadable } from './appspec-problem.ts';
import { checkPermission } from './permissions.ts';

export const FILE_EXISTS_BEHAVIORS = ['DISALLOW', 'OVERWRITE', 'RETAIN'] as const;
export type FileExistsBehavior = (typeof FILE_EXISTS_BEHAVIORS)[number];

/** A script of a hook; `timeout` in seconds. */
export interface Script {
  readonly location: string;
  readonly runas?: string;
  readonly timeout: number;
}

/** Where a file or folder of the bundle is put: into the folder `destination`. */
export interface FileMapping {
  readonly source: string;
  readonly destination: string;
}

/** appspec.yml of a deployment to machines (spec 3.13). */
export interface ServerAppSpec {
  readonly os: 'linux' | 'windows';
  readonly files: readonly FileMapping[];
  readonly fileExistsBehavior?: FileExistsBehavior;
  /** By lifecycle event, in the order of the file; events without scripts are left out. */
  readonly hooks: ReadonlyMap<string, readonly Script[]>;
}

const SYSTEMS: readonly unknown[] = ['linux', 'windows'];
const DEFAULT_TIMEOUT_SECONDS = 3600;

/** What is wrong in an appspec.yml, in the order in which the agent looks and in its words: it stops at the first [AG]. */
export function* checkServerAppSpec(document: AppSpecDocument): AppSpecProblems {
  const { value } = document;
  if (value === null || value === undefined || value === false) {
    const least = "Make sure your AppSpec file defines at minimum the 'version' and 'os' properties.";
    yield { message: `The deployment failed because the application specification file was empty. ${least}`, path: [] };
    return;
  }
  if (!isMap(value)) {
    yield unreadable('expected a map');
    return;
  }
  yield* checkHead(document, value);
  yield* checkHooks(value.hooks);
  yield* checkFiles(value.files);
  yield* checkPermissions(value.permissions, value.os);
}

function* checkHead(
  document: AppSpecDocument,
  { version, os, file_exists_behavior: behavior }: Mapping,
): AppSpecProblems {
  if (version !== 0) {
    const message = `The deployment failed because an invalid version value (${document.textOf(['version'])}) was entered in the application specification file. Make sure your AppSpec file specifies "0.0" as the version, and then try again.`;
    yield { message, path: ['version'] };
  }
  if (!SYSTEMS.includes(os)) {
    const message = `The deployment failed because the application specification file specifies an unsupported operating system (${shown(os)}). Specify either "linux" or "windows" in the os section of the AppSpec file, and then try again.`;
    yield { message, path: ['os'] };
  }
  if (isGiven(behavior) && !isFileExistsBehavior(behavior)) {
    const message = `The deployment failed because an invalid file_exists_behavior value (${shown(behavior)}) was entered in the application specification file. Make sure your AppSpec file specifies one of ${FILE_EXISTS_BEHAVIORS.join(',')} as the file_exists_behavior, and then try again.`;
    yield { message, path: ['file_exists_behavior'] };
  }
}

function* checkHooks(hooks: unknown): AppSpecProblems {
  if (!isGiven(hooks)) return;
  if (!isMap(hooks)) {
    yield unreadable('hooks: expected a map', ['hooks']);
    return;
  }
  for (const [event, scripts] of Object.entries(hooks)) {
    const path = ['hooks', event];
    if (isGiven(scripts)) yield* checkItems(scripts, path, checkScript);
  }
}

function* checkScript({ location, timeout }: Mapping, path: Path): AppSpecProblems {
  if (shown(location).trim() === '') {
    const message =
      'The deployment failed because the application specification file specifies a script with no location value. Specify the location in the hooks section of the AppSpec file, and then try again.';
    yield { message, path: [...path, 'location'] };
  }
  if (secondsOf(timeout) <= 0) {
    const message =
      'The deployment failed because an invalid timeout value was provided for a script in the application specification file. Make corrections in the hooks section of the AppSpec file, and then try again.';
    yield { message, path: [...path, 'timeout'] };
  }
}

function* checkFiles(files: unknown): AppSpecProblems {
  if (isGiven(files)) yield* checkItems(files, ['files'], checkFile);
}

function* checkFile({ source, destination }: Mapping, path: Path): AppSpecProblems {
  if (!isGiven(source)) {
    const message =
      'The deployment failed because the application specification file specifies a destination file, but no source file. Update the files section of the AppSpec file, and then try again.';
    yield { message, path: [...path, 'source'] };
  } else if (!isGiven(destination)) {
    const message = `The deployment failed because the application specification file specifies only a source file (${shown(source)}). Add the name of the destination file to the files section of the AppSpec file, and then try again.`;
    yield { message, path: [...path, 'destination'] };
  }
}

function* checkPermissions(permissions: unknown, os: unknown): AppSpecProblems {
  if (!isGiven(permissions)) return;
  yield* checkItems(permissions, ['permissions'], (permission, path) => checkPermission(permission, os, path));
}

function* checkItems(
  items: unknown,
  path: Path,
  checkItem: (item: Mapping, path: Path) => Iterable<AppSpecProblem>,
): AppSpecProblems {
  if (!Array.isArray(items)) {
    yield unreadable(`${path.join('.')}: expected a list`, path);
    return;
  }
  for (const [index, item] of items.entries()) {
    const itemPath = [...path, index];
    if (isMap(item)) yield* checkItem(item, itemPath);
    else yield unreadable(`${path.join('.')}: expected a map in the list`, itemPath);
  }
}

/** An appspec.yml in which {@link checkServerAppSpec} found nothing wrong. */
export function serverAppSpec({ value }: AppSpecDocument): ServerAppSpec {
  const { os, files, hooks, file_exists_behavior: behavior } = value as Mapping;
  return {
    os: os as ServerAppSpec['os'],
    files: ((files ?? []) as Mapping[]).map(({ source, destination }) => ({
      source: shown(source),
      destination: shown(destination),
    })),
    ...(isFileExistsBehavior(behavior) && { fileExistsBehavior: behavior }),
    hooks: new Map(
      Object.entries((hooks ?? {}) as Record<string, Mapping[] | null>).flatMap(([event, scripts]) =>
        scripts && scripts.length > 0 ? [[event, scripts.map(scriptOf)] as const] : [],
      ),
    ),
  };
}

function scriptOf({ location, runas, timeout }: Mapping): Script {
  return {
    location: shown(location).trim(),
    ...(isGiven(runas) && { runas: shown(runas).trim() }),
    timeout: secondsOf(timeout),
  };
}

/**
 * What the agent says, when it installs, of hooks for events that there are not; undefined: all are known. It looks for
 * this alone in Install (spec 3.13).
 */
export function unknownEvents({ hooks }: ServerAppSpec, known: readonly string[]): string | undefined {
  const unknown = [...hooks.keys()].filter((event) => !known.includes(event));
  if (unknown.length === 0) return undefined;
  return `appspec.yml file contains unknown lifecycle events: [${unknown.map((event) => JSON.stringify(event)).join(', ')}]`;
}

type Mapping = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isFileExistsBehavior(value: unknown): value is FileExistsBehavior {
  return (FILE_EXISTS_BEHAVIORS as readonly unknown[]).includes(value);
}

/** As Ruby's `to_i`: the number that a text begins with, or 0. */
function secondsOf(timeout: unknown): number {
  if (!isGiven(timeout) || timeout === false) return DEFAULT_TIMEOUT_SECONDS;
  return Math.trunc(Number(/^\s*[+-]?\d+/.exec(shown(timeout))?.[0] ?? 0));
}
