import { writeFileSync } from 'node:fs';
import { keysDocument } from '../src/console/keys-document.ts';

writeFileSync(new URL('../docs/keys.md', import.meta.url), keysDocument());
