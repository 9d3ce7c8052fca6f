import { Random } from '../../random.ts';
import type { Build } from './build.ts';
import { failingIn } from './build-failure.ts';
import { linesByTheSecond } from './lines-by-the-second.ts';
import type { PhaseType } from './phases.ts';
import { containerLine, outputLine, type ScriptLine } from './script-line.ts';
import { AREAS, CLAIMS, TOPICS } from './test-names.ts';

/** The command of each phase that fails where the build does. */
const USUAL = {
  INSTALL: 'npm ci',
  PRE_BUILD: 'npm run lint',
  BUILD: 'npm test',
  POST_BUILD: 'echo "Build ended on `date -u`"',
};

/** What a rule's own lines come from. */
const WITH_OWN_LINES = 'make build';

/**
 * What the commands of an npm project print, or a rule's own lines: of a build whose buildspec is in its source.
 * A BUILD phase of many seconds tells its progress, so that a long build is not silent.
 */
export function npmScript(
  build: Build,
  buildSeconds: number,
  random: Random,
): Partial<Record<PhaseType, ScriptLine[]>> {
  return {
    INSTALL: [containerLine(`Running command ${USUAL.INSTALL}`), ...installLines(build, random)],
    PRE_BUILD: [
      containerLine(`Running command ${USUAL.PRE_BUILD}`),
      outputLine(`Checked ${80 + random.integer(220)} files. No problems found.`),
    ],
    BUILD: buildLines(build, buildSeconds, random),
    POST_BUILD: [containerLine(`Running command ${USUAL.POST_BUILD}`), outputLine(`Build ${build.buildNumber} ended`)],
  };
}

/** The command that fails when the phase does. */
export function npmCommandOf({ logLines, logLinesPerSecond }: Build, phase: PhaseType): string {
  return phase === 'BUILD' && (logLines || logLinesPerSecond) ? WITH_OWN_LINES : USUAL[phase as keyof typeof USUAL];
}

function installLines({ project }: Build, random: Random): ScriptLine[] {
  const packages = 180 + new Random(hash(project)).integer(900);
  return [
    outputLine(''),
    outputLine(`added ${packages} packages, and audited ${packages + 1} packages in ${4 + random.integer(20)}s`),
    outputLine(''),
    outputLine('found 0 vulnerabilities'),
  ];
}

function buildLines(build: Build, seconds: number, random: Random): ScriptLine[] {
  if (build.logLinesPerSecond) {
    return [containerLine(`Running command ${WITH_OWN_LINES}`), ...linesByTheSecond(build, seconds)];
  }
  if (build.logLines) return [containerLine(`Running command ${WITH_OWN_LINES}`), ...build.logLines.map(outputLine)];
  const tests = testLines(build, random);
  if (failingIn(build) === 'BUILD') return [containerLine(`Running command ${USUAL.BUILD}`), ...tests];
  const size = (120 + random.integer(900) / 10 + (hash(build.project) % 400)).toFixed(1);
  return [
    containerLine(`Running command ${USUAL.BUILD}`),
    ...tests,
    containerLine('Running command npm run build'),
    ...progressLines(seconds, random),
    outputLine(`> ${packageOf(build)}@1.${build.buildNumber}.0 build`),
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

function testLines(build: Build, random: Random): ScriptLine[] {
  const { project, buildNumber, testReport } = build;
  // The same project has the same test files in every build.
  const own = new Random(hash(project));
  const files = Array.from({ length: 5 + own.integer(4) }, () => ({
    name: `test/${own.pick(AREAS)}/${own.pick(TOPICS)}.test.ts`,
    tests: 4 + own.integer(30),
  }));
  const broken = failingIn(build) === 'BUILD' ? random.integer(files.length) : -1;
  const claim = random.pick(CLAIMS);
  const lines = [`> ${packageOf(build)}@1.${buildNumber}.0 test`, '> vitest run', ''];
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

/** The package that a project builds: `checkout-api` for `checkout-api-build`. */
function packageOf({ project }: Build): string {
  return project.replace(/-[a-z]+$/, '') || project;
}

function hash(text: string): number {
  let sum = 7;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return sum >>> 0;
}
