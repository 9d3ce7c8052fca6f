import { writeFileSync } from 'node:fs';
import { keysDocument } from './keys-document.ts';

writeFileSync(new URL('../docs/keys.md', import.meta.url), keysDocument());
