import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from '../../scripts/checks/import-rules.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-imports-'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** What the check says of a project that consists of these files, all of which main imports. */
function violationsOf(files: Record<string, string>): Promise<string[]> {
  const main = Object.keys(files).map((file) => `import './${file}';`);
  for (const [file, source] of Object.entries({ 'main.ts': main.join('\n'), ...files })) {
    mkdirSync(dirname(join(root, 'src', file)), { recursive: true });
    writeFileSync(join(root, 'src', file), source);
  }
  return findViolations(root);
}

describe('the import rules', () => {
  it('are content with imports that run down the list', async () => {
    const files = {
      'cli/a.ts': "import { b } from '../operations/b.ts';\nexport const a = b;",
      'operations/b.ts': "export { c as b } from '../aws/c.ts';",
      'aws/c.ts': "import { S } from '@aws-sdk/client-sts';\nexport const c = S;",
    };
    expect(await violationsOf(files)).toEqual([]);
  });

  it.each([
    [
      'a face that imports the gateway',
      'console/a.tsx',
      "import { b } from '../aws/b.ts';\nexport const a = b;",
      'aws/b.ts',
    ],
    [
      'a type taken from where nothing may be taken',
      'cli/a.ts',
      "import type { B } from '../engine/b.ts';\nexport let a: B;",
      'engine/b.ts',
    ],
    ['a type imported in an expression', 'cli/a.ts', "export let a: import('../engine/b.ts').B;", 'engine/b.ts'],
    ['a type handed on', 'live/a.ts', "export type {\n  B,\n} from '../operations/b.ts';", 'operations/b.ts'],
    ['an import at a later time', 'engine/a.ts', "export const a = () => import('../domain/b.ts');", 'domain/b.ts'],
    ['one face that imports the other', 'cli/a.ts', "import '../console/b.ts';", 'console/b.ts'],
    ['an import up the list', 'domain/a.ts', "import '../live/b.ts';", 'live/b.ts'],
  ])('find %s', async (_what, file, source, target) => {
    const found = await violationsOf({ [file]: source, [target]: 'export const b = 1;\nexport type B = number;' });
    expect(found).toEqual([expect.stringContaining(`src/${file} imports src/${target}`)]);
  });

  it.each([
    ['the SDK outside the gateway', 'live/a.ts', '@aws-sdk/client-sts'],
    ['React outside the console', 'cli/a.ts', 'react'],
    ['a React entry point outside the console', 'operations/a.ts', 'react/jsx-runtime'],
    ['conf outside the settings', 'cli/a.ts', 'conf'],
    ['Node in the domain', 'domain/a.ts', 'node:fs'],
  ])('find %s', async (_what, file, imported) => {
    const found = await violationsOf({ [file]: `import '${imported}';` });
    expect(found).toEqual([expect.stringContaining(`src/${file} imports ${imported}`)]);
  });

  it('find a circle of imports, but let types refer to each other', async () => {
    const value = {
      'live/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
      'live/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
    };
    expect(await violationsOf(value)).toEqual(['circle of imports: src/live/a.ts → src/live/b.ts → src/live/a.ts']);
    const types = { ...value, 'live/b.ts': "import type { a } from './a.ts';\nexport const b = (x: typeof a) => x;" };
    expect(await violationsOf(types)).toEqual([]);
  });

  it('find a file that nothing uses, and one that does not exist', async () => {
    expect(await violationsOf({ 'main.ts': '', 'live/a.ts': '' })).toEqual([
      expect.stringContaining('src/live/a.ts: nothing'),
    ]);
    expect(await violationsOf({ 'live/a.ts': "import './gone.ts';" })).toEqual([expect.stringContaining('./gone.ts')]);
  });
});
