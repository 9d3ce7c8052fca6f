/** What the made-up tests of a project are called, and what they claim. */
export const AREAS = [
  'api',
  'auth',
  'cart',
  'catalog',
  'config',
  'http',
  'ledger',
  'orders',
  'pricing',
  'queue',
  'search',
  'users',
];
export const TOPICS = [
  'client',
  'cache',
  'handler',
  'mapper',
  'policy',
  'repository',
  'retry',
  'router',
  'totals',
  'validation',
];
export const CLAIMS = [
  { name: 'rounds half cents to the nearest even cent', expected: '1042', received: '1043' },
  { name: 'keeps the order of equal timestamps', expected: "[ 'a', 'b' ]", received: "[ 'b', 'a' ]" },
  { name: 'refuses an expired token', expected: '401', received: '200' },
  { name: 'retries twice and then gives up', expected: '3', received: '4' },
  { name: 'answers 404 for an unknown id', expected: '404', received: '500' },
];
