import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keysDocument } from '../../scripts/keys-document.ts';

it('docs/keys.md tells the keys that there are', () => {
  const written = readFileSync(new URL('../../docs/keys.md', import.meta.url), 'utf8');
  expect(written, 'run node scripts/keys-doc.ts').toBe(keysDocument());
});
