import { expect, it } from 'vitest';
import { commandsDoc, storedCommandsDoc } from '../../scripts/commands-doc.ts';

it('docs/commands.md is what the table of commands says; node scripts/commands-doc.ts writes it anew', () => {
  expect(storedCommandsDoc()).toBe(commandsDoc());
});
