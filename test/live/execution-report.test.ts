import { expect, it } from 'vitest';
import { readExecutionReport } from '../../src/live/execution-report.ts';
import type { Live } from '../../src/live/live.ts';
import { execution, ID } from '../console/values.ts';

it('an execution is not guessed among several that begin alike', async () => {
  const items = ['e1a2f0aa', 'e1a2f0bb'].map((id) => execution(id, 'a', 'A'));
  const live = { read: async () => ({ pipeline: ID, items }) } as unknown as Live;
  await expect(readExecutionReport(live, ID, 'e1a2f0')).rejects.toMatchObject({
    kind: 'usage',
    message: 'several executions of storefront begin with e1a2f0: give more of the id',
  });
});
