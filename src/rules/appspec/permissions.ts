import type { Path } from '../definition-problem.ts';
import { checkAcl } from './acl.ts';
import { shown } from './appspec-document.ts';
import { type AppSpecProblems, unreadable } from './appspec-problem.ts';
import { checkRange } from './selinux-range.ts';

type Mapping = Readonly<Record<string, unknown>>;

const OBJECT_TYPES: readonly unknown[] = ['file', 'directory'];

/** A permission of an appspec.yml, in the order in which the agent looks and in its words (spec 3.13) [AG]. */
export function* checkPermission(permission: Mapping, os: unknown, path: Path): AppSpecProblems {
  if (shown(permission.object).trim() === '') {
    const message =
      'The deployment failed because a permission listed in the application specification file has no object value. Update the permissions section of the AppSpec file, and then try again.';
    yield { message, path: [...path, 'object'] };
  }
  if (os === 'windows') {
    const message =
      'The deployment failed because the application specification file specifies file permissions, but the deployment is targeting one or more Windows Server instances. Permissions are supported only for Amazon Linux, Ubuntu Server, and Red Hat Enterprise Linux (RHEL) instances. Update the permissions section of the AppSpec file, and then try again.';
    yield { message, path };
    return;
  }
  yield* checkTypes(permission.type, [...path, 'type']);
  yield* checkMode(permission.mode, [...path, 'mode']);
  yield* checkAcls(permission.acls, [...path, 'acls']);
  yield* checkContext(permission.context, [...path, 'context']);
}

function* checkTypes(types: unknown, path: Path): AppSpecProblems {
  if (types === null || types === undefined) return;
  if (!Array.isArray(types)) {
    yield unreadable('type: expected a list', path);
    return;
  }
  for (const [index, type] of types.entries()) {
    if (OBJECT_TYPES.includes(type)) continue;
    const message = `The deployment failed because the application specification file specifies a permission for an object type not supported for permissions (${shown(type)}). Update the permissions section of the AppSpec file, and then try again.`;
    yield { message, path: [...path, index] };
  }
}

function* checkMode(value: unknown, path: Path): AppSpecProblems {
  if (value === null || value === undefined) return;
  const mode = shown(value).padStart(3, '0');
  if (mode.length > 4) {
    const message = `The deployment failed because the length of a permissions mode (${mode}) in the application specification file is invalid. Permissions modes must be between one and four characters long. Update the permissions section of the AppSpec file, and then try again.`;
    yield { message, path };
    return;
  }
  const [invalid] = /[^0-7]/.exec(mode) ?? [];
  if (invalid === undefined) return;
  const message = `The deployment failed because the permissions mode (${mode}) in the application specification file contains an invalid character (${invalid}). Update the permissions section of the AppSpec file, and then try again.`;
  yield { message, path };
}

function* checkAcls(acls: unknown, path: Path): AppSpecProblems {
  if (acls === null || acls === undefined) return;
  if (!Array.isArray(acls)) {
    yield unreadable('acls: expected a list', path);
    return;
  }
  for (const [index, acl] of acls.entries()) {
    const message = checkAcl(shown(acl));
    if (message !== undefined) yield { message, path: [...path, index] };
  }
}

function* checkContext(context: unknown, path: Path): AppSpecProblems {
  if (context === null || context === undefined) return;
  const { type, range } = context as Mapping;
  if (type === null || type === undefined) {
    const message = `The deployment failed because the application specification file specifies an invalid context type (${shown(context)}). Update the permissions section of the AppSpec file, and then try again.`;
    yield { message, path: [...path, 'type'] };
  } else if (range !== null && range !== undefined) {
    const message = checkRange(shown(range));
    if (message !== undefined) yield { message, path: [...path, 'range'] };
  }
}
