import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
const ships = (path: string) => files.some((entry) => path === entry || path.startsWith(`${entry}/`));

describe('what the package holds', () => {
  it.each(['README.md', 'docs/mock-engine.md'])('has all that %s links to', (page) => {
    const links = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => link!);
    const paths = links
      .filter((link) => !link.includes('://'))
      .map((link) => relative(ROOT, join(ROOT, dirname(page), link)));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !ships(path))).toEqual([]);
  });
});
