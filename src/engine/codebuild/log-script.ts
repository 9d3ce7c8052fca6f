import { Random } from '../random.ts';
import type { PhaseContext, PhaseType } from './phases.ts';

/** A line of a build's log; `container` lines are CodeBuild's own and carry the time. */
export interface ScriptLine {
  readonly container: boolean;
  readonly text: string;
}

/** The lines of each phase. */
export type LogScript = Readonly<Partial<Record<PhaseType, readonly ScriptLine[]>>>;

export interface ScriptInput {
  project: string;
  buildNumber: number;
  fails: boolean;
  /** Lines that the build commands print instead of the usual ones. */
  logLines?: readonly string[];
  testReport?: { passed: number; failed: number };
}

const AREAS = [
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
const TOPICS = [
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
const CLAIMS = [
  { name: 'rounds half cents to the nearest even cent', expected: '1042', received: '1043' },
  { name: 'keeps the order of equal timestamps', expected: "[ 'a', 'b' ]", received: "[ 'b', 'a' ]" },
  { name: 'refuses an expired token', expected: '401', received: '200' },
  { name: 'retries twice and then gives up', expected: '3', received: '4' },
  { name: 'answers 404 for an unknown id', expected: '404', received: '500' },
];

/**
 * What a build prints: CodeBuild's own lines, and between them those of an npm project (or the lines of a rule).
 * A BUILD phase of many seconds tells its progress, so that a long build is not silent.
 */
export function writeLogScript(input: ScriptInput, buildSeconds: number, random: Random): LogScript {
  return {
    PROVISIONING: [containerLine('Running on CodeBuild On-demand'), containerLine('Waiting for agent ping')],
    DOWNLOAD_SOURCE: [
      containerLine('Waiting for DOWNLOAD_SOURCE'),
      containerLine('CODEBUILD_SRC_DIR=/codebuild/output/src/src'),
      containerLine('YAML location is /codebuild/output/src/src/buildspec.yml'),
    ],
    INSTALL: [containerLine('Running command npm ci'), ...installLines(input, random)],
    PRE_BUILD: [
      containerLine('Running command npm run lint'),
      outputLine(`Checked ${80 + random.integer(220)} files. No problems found.`),
    ],
    BUILD: buildLines(input, buildSeconds, random),
    POST_BUILD: [
      containerLine('Running command echo "Build ended on `date -u`"'),
      outputLine(`Build ${input.buildNumber} ended`),
    ],
    UPLOAD_ARTIFACTS: [
      containerLine('Expanding base directory path: .'),
      containerLine('Assembling file list'),
      containerLine('Found 1 file(s)'),
    ],
  };
}

/** What the BUILD phase of a failing build says of itself (spec 4) [R]. */
export function failureContext(input: ScriptInput): PhaseContext {
  return {
    statusCode: 'COMMAND_EXECUTION_ERROR',
    message: `Error while executing command: ${commandOf(input)}. Reason: exit status 1`,
  };
}

function commandOf({ logLines }: ScriptInput): string {
  return logLines ? 'make build' : 'npm test';
}

function installLines({ project }: ScriptInput, random: Random): ScriptLine[] {
  const packages = 180 + new Random(hash(project)).integer(900);
  return [
    outputLine(''),
    outputLine(`added ${packages} packages, and audited ${packages + 1} packages in ${4 + random.integer(20)}s`),
    outputLine(''),
    outputLine('found 0 vulnerabilities'),
  ];
}

function buildLines(input: ScriptInput, seconds: number, random: Random): ScriptLine[] {
  const command = commandOf(input);
  const failed = containerLine(`Command did not exit successfully ${command} exit status 1`);
  if (input.logLines)
    return [
      containerLine(`Running command ${command}`),
      ...input.logLines.map(outputLine),
      ...(input.fails ? [failed] : []),
    ];
  const tests = testLines(input, random);
  if (input.fails) return [containerLine(`Running command ${command}`), ...tests, failed];
  const size = (120 + random.integer(900) / 10 + (hash(input.project) % 400)).toFixed(1);
  return [
    containerLine(`Running command ${command}`),
    ...tests,
    containerLine('Running command npm run build'),
    ...progressLines(seconds, random),
    outputLine(`> ${packageOf(input)}@1.${input.buildNumber}.0 build`),
    outputLine(`  dist/index.js  ${size}kb`),
    outputLine(`Done in ${90 + random.integer(400)}ms`),
  ];
}

function progressLines(seconds: number, random: Random): ScriptLine[] {
  if (seconds < 120) return [];
  const count = Math.min(400, Math.floor(seconds / 5));
  const total = 2000 + random.integer(6000);
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return outputLine(
      `[${`${Math.floor(share * 100)}%`.padStart(4)}] ${Math.floor(share * total)} of ${total} entries`,
    );
  });
}

function testLines(input: ScriptInput, random: Random): ScriptLine[] {
  const { project, buildNumber, fails, testReport } = input;
  // The same project has the same test files in every build.
  const own = new Random(hash(project));
  const files = Array.from({ length: 5 + own.integer(4) }, () => ({
    name: `test/${own.pick(AREAS)}/${own.pick(TOPICS)}.test.ts`,
    tests: 4 + own.integer(30),
  }));
  const broken = fails ? random.integer(files.length) : -1;
  const claim = random.pick(CLAIMS);
  const lines = [`> ${packageOf(input)}@1.${buildNumber}.0 test`, '> vitest run', ''];
  files.forEach(({ name, tests }, i) => {
    const tail = `(${tests} tests${i === broken ? ' | 1 failed' : ''}) ${20 + random.integer(900)}ms`;
    lines.push(` ${i === broken ? '❯' : '✓'} ${name} ${tail}`);
    if (i === broken) lines.push(`   × ${claim.name}`);
  });
  const bad = files[broken];
  if (bad) lines.push(...failureLines(bad.name, claim, 10 + random.integer(120)));
  const total = files.reduce((sum, { tests }) => sum + tests, 0);
  const failedTests = testReport?.failed ?? (bad ? 1 : 0);
  const passedTests = testReport?.passed ?? total - failedTests;
  const counts = (failed: number, passed: number) => `${failed > 0 ? `${failed} failed | ` : ''}${passed} passed`;
  lines.push('', ` Test Files  ${counts(bad ? 1 : 0, files.length - (bad ? 1 : 0))} (${files.length})`);
  lines.push(`      Tests  ${counts(failedTests, passedTests)} (${failedTests + passedTests})`);
  return lines.map(outputLine);
}

function failureLines(file: string, claim: (typeof CLAIMS)[number], line: number): string[] {
  return [
    '',
    ` FAIL  ${file} > ${claim.name}`,
    `AssertionError: expected ${claim.received} to equal ${claim.expected}`,
    `  - Expected: ${claim.expected}`,
    `  + Received: ${claim.received}`,
    `  at ${file}:${line}:${5 + (line % 20)}`,
  ];
}

/** A line of CodeBuild itself. */
export function containerLine(text: string): ScriptLine {
  return { container: true, text };
}

function outputLine(text: string): ScriptLine {
  // An event's message has at least one character.
  return { container: false, text: text === '' ? ' ' : text };
}

/** The package that a project builds: `checkout-api` for `checkout-api-build`. */
function packageOf({ project }: ScriptInput): string {
  return project.replace(/-[a-z]+$/, '') || project;
}

function hash(text: string): number {
  let sum = 7;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return sum >>> 0;
}
