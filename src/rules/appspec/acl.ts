const PROBLEM =
  'The deployment failed because of a problem with the acls permission settings in the application specification file.';

/** Words and letters that may stand for whom an entry speaks of. */
const KINDS: Readonly<Record<string, 'mask' | 'other' | 'group' | 'user'>> = {
  m: 'mask',
  mask: 'mask',
  o: 'other',
  other: 'other',
  g: 'group',
  group: 'group',
  u: 'user',
  user: 'user',
};

interface Entry {
  readonly isDefault: boolean;
  readonly kind: 'mask' | 'other' | 'group' | 'user';
  readonly name: string;
  readonly permissions: string;
}

/** What is wrong with an entry such as `default:user:deploy:rwx`, in the agent's words; undefined: nothing (spec 3.13) [AG]. */
export function checkAcl(text: string): string | undefined {
  const entry = entryIn(text);
  if (!entry) return `${PROBLEM} Invalid acl entry (${text}).`;
  const { isDefault, kind, name, permissions } = entry;
  if ((kind === 'mask' || kind === 'other') && name !== '') return `${PROBLEM} Invalid acl entry (${text}).`;
  if (!isDefault && kind !== 'mask' && name === '') {
    return `${PROBLEM} Use mode to set the base acl entry (${text}). Update the permissions section of the AppSpec file, and then try again.`;
  }
  if (/^[0-7]$/.test(permissions)) return undefined;
  const [invalid] = /[^rwx-]/.exec(permissions) ?? [];
  if (invalid === undefined) return undefined;
  return `The deployment failed because the access control list (ACL) named ${text} in the application specification file contains an invalid character (${invalid}). Correct the ACL in the hooks section of the AppSpec file, and then try again.`;
}

/** Read from behind: permissions, name, kind, `default`. A mask or other may come without a name. */
function entryIn(text: string): Entry | undefined {
  const [permissions = '', name, kindText, prefix, ...rest] = text.split(':').reverse();
  if (name === undefined || rest.length > 0) return undefined;
  if (prefix !== undefined && !isDefaultWord(prefix)) return undefined;
  const isDefault = prefix !== undefined || isDefaultWord(kindText);
  // The word can only be said once.
  if (prefix !== undefined && isDefaultWord(kindText)) return undefined;
  const kind = kindText === undefined || isDefaultWord(kindText) ? undefined : KINDS[kindText];
  if (kindText !== undefined && !isDefaultWord(kindText) && !kind) return undefined;
  const nameKind = KINDS[name];
  if (!kind && (nameKind === 'mask' || nameKind === 'other'))
    return { isDefault, kind: nameKind, name: '', permissions };
  return { isDefault, kind: kind ?? 'user', name, permissions };
}

function isDefaultWord(text: string | undefined): boolean {
  return text === 'd' || text === 'default';
}
