import { Random } from '../../random.ts';
import type { Build } from '../builds/build.ts';
import { AREAS, CLAIMS, TOPICS } from '../builds/test-names.ts';

/** So many cases of a report are kept (spec 4). */
export const MOST_TEST_CASES = 500;

export interface TestCase {
  readonly name: string;
  readonly prefix: string;
  readonly testSuiteName: string;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly durationInNanoSeconds: number;
  readonly message: string;
}

const MILLISECOND = 1_000_000;

/** The cases of a build's report, of which the first are kept: those that failed come before those that did not [D]. */
export function testCasesOf({ testReport, seed }: Build): TestCase[] {
  const { passed, failed } = testReport!;
  return Array.from({ length: Math.min(passed + failed, MOST_TEST_CASES) }, (_, i) => {
    const random = new Random(seed ^ (i + 1));
    const suite = `test/${random.pick(AREAS)}/${random.pick(TOPICS)}.test.ts`;
    const { name, expected, received } = random.pick(CLAIMS);
    const hasFailed = i < failed;
    return {
      name: `${name} (${i + 1})`,
      prefix: suite.split('/')[1]!,
      testSuiteName: suite,
      status: hasFailed ? 'FAILED' : 'SUCCEEDED',
      durationInNanoSeconds: nanoseconds(seed, i),
      message: hasFailed ? `AssertionError: expected ${received} to equal ${expected}` : '',
    };
  });
}

/** How long all of them took: those beyond what is kept, too. */
export function allNanoseconds({ seed }: Build, count: number): number {
  let sum = 0;
  for (let i = 0; i < Math.min(count, MOST_TEST_CASES); i++) sum += nanoseconds(seed, i);
  return sum + Math.max(0, count - MOST_TEST_CASES) * 10 * MILLISECOND;
}

function nanoseconds(seed: number, place: number): number {
  return (1 + (((seed >>> 7) + place * 37) % 400)) * MILLISECOND;
}
