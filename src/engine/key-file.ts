import { stat } from 'node:fs/promises';
import { fileTrouble } from '../files/file-trouble.ts';
import { readAtMost } from '../files/read-at-most.ts';
import type { SigningKeys } from './wire/signature.ts';

/** What is wrong with a key file: its name, the line and what was expected, never what stands there. */
export class KeyFileError extends Error {}

export interface KeyFile {
  keys: SigningKeys;
  /** Whether every user of the machine may read the secrets. */
  isPublic: boolean;
}

/** A profile while it is read: where it begins, and what of it is known. */
interface Profile {
  line: number;
  accessKey?: string;
  secret?: string;
}

const MOST_BYTES = 1 << 20;

const ID = 'aws_access_key_id';
const SECRET = 'aws_secret_access_key';

/** Reads a file in the format of the AWS shared credentials file. Throws {@link KeyFileError}. */
export async function readKeyFile(file: string): Promise<KeyFile> {
  try {
    const [text, { mode }] = [readAtMost(file, MOST_BYTES).toString('utf8'), await stat(file)];
    return { keys: parseKeyFile(file, text), isPublic: process.platform !== 'win32' && (mode & 0o004) !== 0 };
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError(`--allow-remote: the key file ${file} cannot be read: ${fileTrouble(error)}`);
  }
}

/** The keys of all profiles that have one; what else stands in a profile is for the clients. Throws {@link KeyFileError}. */
export function parseKeyFile(file: string, text: string): SigningKeys {
  const keys = new Map<string, string>();
  for (const profile of profilesOf(file, text)) addKey(keys, file, profile);
  if (keys.size === 0) throw new KeyFileError(`${file}: expected at least one profile with ${ID} and ${SECRET}`);
  return keys;
}

function profilesOf(file: string, text: string): Profile[] {
  const profiles: Profile[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    // A comment begins a line or follows a blank.
    const line = raw.replace(/(^|\s)[#;].*$/, '').trim();
    if (line === '') continue;
    if (/^\[[^[\]]+\]$/.test(line)) profiles.push({ line: index + 1 });
    else readSetting(profiles.at(-1), line, (expected) => mistake(file, index + 1, expected));
  }
  return profiles;
}

function readSetting(profile: Profile | undefined, line: string, expected: (what: string) => KeyFileError): void {
  if (!profile) throw expected('a profile such as [default] before anything else');
  const at = line.indexOf('=');
  if (at < 1) throw expected('a profile such as [default], or a setting such as region = us-east-1');
  const name = line.slice(0, at).trim().toLowerCase();
  const value = line.slice(at + 1).trim();
  if (name === ID) {
    if (profile.accessKey !== undefined) throw expected(`${ID} once in a profile`);
    if (!/^[^\s/,=]+$/.test(value)) throw expected(`an access key id after ${ID} =`);
    profile.accessKey = value;
  } else if (name === SECRET) {
    if (profile.secret !== undefined) throw expected(`${SECRET} once in a profile`);
    if (!/^\S+$/.test(value)) throw expected(`a secret access key after ${SECRET} =`);
    profile.secret = value;
  }
}

function addKey(keys: Map<string, string>, file: string, { line, accessKey, secret }: Profile): void {
  if (accessKey === undefined && secret === undefined) return;
  if (accessKey === undefined) throw mistake(file, line, `${ID} beside ${SECRET} in this profile`);
  if (secret === undefined) throw mistake(file, line, `${SECRET} beside ${ID} in this profile`);
  if ((keys.get(accessKey) ?? secret) !== secret) {
    throw mistake(file, line, `the same secret as in the other profile with the access key ${accessKey}`);
  }
  keys.set(accessKey, secret);
}

function mistake(file: string, line: number, expected: string): KeyFileError {
  return new KeyFileError(`${file}:${line}: expected ${expected}`);
}
