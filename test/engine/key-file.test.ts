import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyFileError, parseKeyFile, readKeyFile } from '../../src/engine/key-file.ts';

const MARA = 'aws_access_key_id = AKIAMARA\naws_secret_access_key = s3cr3t/+==';

/** The message of what is wrong with a file. */
function mistake(text: string): string {
  try {
    parseKeyFile('keys.ini', text);
  } catch (error) {
    expect(error).toBeInstanceOf(KeyFileError);
    return (error as Error).message;
  }
  throw new Error('Nothing is wrong with it');
}

describe('the key file', () => {
  it('is in the format of the AWS shared credentials file', () => {
    const text = [
      '\uFEFF# who may call',
      '[default]',
      MARA,
      'region=eu-west-1 ; for the clients',
      's3 =',
      '  max_concurrent_requests = 20',
      '',
      '[profile trainee]',
      '\tAWS_ACCESS_KEY_ID=210987654321',
      '\taws_secret_access_key=abc#def # a comment follows a blank',
      'aws_session_token = ignored',
      '[assumed]',
      'role_arn = arn:aws:iam::123456789012:role/x',
    ];
    const keys = [
      ['AKIAMARA', 's3cr3t/+=='],
      ['210987654321', 'abc#def'],
    ];
    expect([...parseKeyFile('keys.ini', text.join('\n'))]).toEqual(keys);
    expect([...parseKeyFile('keys.ini', text.join('\n').replaceAll('\n', '\r\n'))]).toEqual(keys);
  });

  it('may have a key in two profiles, with one secret', () => {
    expect(parseKeyFile('keys.ini', `[a]\n${MARA}\n[b]\n${MARA}`).size).toBe(1);
    expect(mistake(`[a]\n${MARA}\n[b]\n${MARA}x`)).toBe(
      'keys.ini:4: expected the same secret as in the other profile with the access key AKIAMARA',
    );
  });

  it.each([
    ['', 'keys.ini: expected at least one profile with aws_access_key_id and aws_secret_access_key'],
    ['[default]\nregion = x', 'keys.ini: expected at least one profile'],
    [MARA, 'keys.ini:1: expected a profile such as [default]'],
    [`[default]\n\n${MARA}\ns3cr3t-on-a-line`, 'keys.ini:5: expected a profile such as [default], or a setting'],
    [`[default\n${MARA}`, 'keys.ini:1: expected a profile'],
    ['[a]\naws_access_key_id = AKIAMARA', 'keys.ini:1: expected aws_secret_access_key beside aws_access_key_id'],
    ['\n[a]\naws_secret_access_key = s3cr3t', 'keys.ini:2: expected aws_access_key_id beside aws_secret_access_key'],
    [`[a]\n${MARA}\n${MARA}`, 'keys.ini:4: expected aws_access_key_id once in a profile'],
    ['[a]\naws_access_key_id =', 'keys.ini:2: expected an access key id'],
    ['[a]\naws_access_key_id = a/b', 'keys.ini:2: expected an access key id'],
    ['[a]\naws_secret_access_key = s3cr3t s3cr3t', 'keys.ini:2: expected a secret access key'],
  ])('says file, line and what was expected, and no secret: %j', (text, message) => {
    expect(mistake(text)).toContain(message);
    expect(mistake(text)).not.toMatch(/s3cr3t|\n/);
  });
});

describe('reading the key file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-keys-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(process.platform === 'win32')('tells whether everybody may read it', async () => {
    const file = join(folder, 'keys.ini');
    writeFileSync(file, `[default]\n${MARA}\n`);
    chmodSync(file, 0o600);
    expect(await readKeyFile(file)).toEqual({ keys: new Map([['AKIAMARA', 's3cr3t/+==']]), isPublic: false });
    chmodSync(file, 0o644);
    expect(await readKeyFile(file)).toMatchObject({ isPublic: true });
  });

  it('one that is not there, or a folder, is one clear line', async () => {
    for (const file of [join(folder, 'none.ini'), folder]) {
      const error = await readKeyFile(file).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(KeyFileError);
      expect((error as Error).message).toMatch(/^--allow-remote: the key file [^\n]+ cannot be read: [^\n]+$/);
      expect((error as Error).message).toContain(file);
    }
  });
});
