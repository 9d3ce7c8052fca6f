import { describe, expect, it } from 'vitest';
import { pack } from '../../scripts/build/pack.mjs';

const needs = (...paths: string[]) => ({ imports: paths.map((path) => ({ path, kind: 'import-statement' })) });

describe('the files of a build', () => {
  it('hold what an entry point needs from the start in one, and what it loads later in others', () => {
    const outputs = {
      'main.js': { ...needs('chunks/a.js'), entryPoint: 'src/main.ts' },
      'chunks/a.js': needs('chunks/b.js'),
      'chunks/b.js': {
        imports: [
          { path: 'chunks/later.js', kind: 'dynamic-import' },
          { path: 'node:fs', kind: 'import-statement', external: true },
        ],
      },
      'chunks/later.js': { ...needs('chunks/b.js', 'chunks/c.js'), entryPoint: 'src/later.ts' },
      'chunks/c.js': needs('chunks/a.js'),
    };
    const files = pack(
      Object.keys(outputs).map((name) => [name, `/* ${name} */`]),
      outputs,
    );
    const held = files.map(([name, text]) => [name, [...text.matchAll(/\/\* (\S+) /g)].map(([, module]) => module)]);
    expect(held).toEqual([
      ['main.js', ['main.js', 'chunks/a.js', 'chunks/b.js']],
      ['chunks/later.js', ['chunks/later.js']],
      ['chunks/c.js', ['chunks/c.js']],
    ]);
  });
});
