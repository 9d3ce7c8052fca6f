import { Fault } from '../domain/fault.ts';
import { fileTrouble } from '../files/file-trouble.ts';
import { readAtMost } from '../files/read-at-most.ts';
import { jsonMistake } from './json-mistake.ts';
import { SETTING_KEYS, SETTING_TABLE, settingProblem } from './setting-table.ts';

/** What a settings file may say. Every key is optional; a flag and an environment variable beat it. */
export interface Settings {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly ascii?: boolean;
  readonly readOnly?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
  /** Where a change needs a reason and more than a yes. */
  readonly protected?: readonly ProtectedSetting[];
  /** A change that cannot be written to the audit log is not made. */
  readonly auditRequired?: boolean;
  /** For how long the console unlocks a protected environment. */
  readonly unlockMinutes?: number;
}

/** An environment by globs; what is absent matches everything. */
export interface ProtectedSetting {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly pipeline?: string;
}

/** Far more than anybody writes by hand. */
const MOST_BYTES = 1 << 20;

export interface ReadOptions {
  readonly mustExist: boolean;
  /** A key whose value may be wrong, since it is to be replaced. */
  readonly except?: keyof Settings;
}

/** Reads the file as plain JSON: `conf` costs as much as a whole start and is loaded only to write. No file: no settings, unless it must exist, since somebody has named it. Throws Fault `usage` with file, key and reason. */
export function readSettings(file: string, { mustExist, except }: ReadOptions): Settings {
  let text: string;
  try {
    text = readAtMost(file, MOST_BYTES).toString('utf8');
  } catch (thrown) {
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && !mustExist) return {};
    if (isMissing) throw broken(`there is no settings file ${file}`);
    throw broken(`the settings file ${file} cannot be read: ${fileTrouble(thrown)}`);
  }
  return checked(file, parsed(file, text), except);
}

function parsed(file: string, text: string): Record<string, unknown> {
  const document = fromJson(file, text);
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
    return document as Record<string, unknown>;
  }
  throw broken(`${file} must hold a JSON object`);
}

function fromJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const { at, expected } = jsonMistake(text) ?? {};
    throw broken(
      at === undefined
        ? `${file} is not JSON: ${(thrown as Error).message}`
        : `${file}:${at} is not JSON: expected ${expected}`,
    );
  }
}

/** `$schema` is for editors. */
function checked(
  file: string,
  { $schema, ...document }: Record<string, unknown>,
  except: keyof Settings | undefined,
): Settings {
  for (const [key, value] of Object.entries(document)) {
    if (!Object.hasOwn(SETTING_TABLE, key))
      throw broken(`${file}: unknown key ${key}; known are ${SETTING_KEYS.join(', ')}`);
    const problem = key === except ? undefined : settingProblem(key as keyof Settings, value);
    if (problem) throw broken(`${file}: ${key} ${problem}`);
  }
  if ($schema !== undefined && typeof $schema !== 'string') throw broken(`${file}: $schema must be a text`);
  return document;
}

function broken(message: string): Fault {
  return new Fault({ kind: 'usage', code: 'InvalidSettings', message });
}
