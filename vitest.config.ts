import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two workers: as many as the smallest machine that has to finish in time.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**'],
          // Tests share nothing but modules without state of their own, so the files of a worker can share those.
          pool: 'threads',
          isolate: false,
          // Nothing here waits for time; this is for a machine that does much else.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Each waits for conditions with a deadline of its own, which names what was not seen.
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
