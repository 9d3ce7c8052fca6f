import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeCoveragesOf } from '../../../src/engine/codebuild/reports/code-coverages.ts';
import { ARN, Harness, START } from './harness.ts';

const DAYS_30 = 30 * 24 * 3600;

function tested(testReport = { passed: 3, failed: 1 }) {
  const harness = new Harness();
  harness.project();
  harness.behave({ match: {}, testReport });
  const { id } = harness.start();
  const uuid = id.split(':')[1];
  return { harness, id, group: `${ARN}:report-group/web-test-report`, report: `${ARN}:report/web-test-report:${uuid}` };
}

describe('reports', () => {
  it('4 a build has the report of its rule once it uploads, which is made when the upload is over', () => {
    const { harness, id, report, group } = tested();
    harness.advance(9);
    expect(harness.build(id).reportArns).toEqual([]);
    harness.advance(0.3);
    expect(harness.build(id).reportArns).toEqual([report]);
    const get = () => harness.call('BatchGetReports', { reportArns: [report] }).reports[0];
    expect(get().status).toBe('GENERATING');
    harness.advance(1);
    expect(get()).toMatchObject({
      arn: report,
      type: 'TEST',
      reportGroupArn: group,
      executionId: `${ARN}:build/${id}`,
      status: 'FAILED',
      created: START + 9200,
      expired: START + 9200 + DAYS_30 * 1000,
      exportConfig: { exportConfigType: 'NO_EXPORT' },
      truncated: false,
      testSummary: { total: 4, statusCounts: { SUCCEEDED: 3, FAILED: 1, ERROR: 0, SKIPPED: 0, UNKNOWN: 0 } },
    });
    harness.advance(DAYS_30);
    expect(harness.call('BatchGetReports', { reportArns: [report] }).reportsNotFound).toEqual([report]);
  });

  it('4 a report without failures is SUCCEEDED, one whose build is stopped INCOMPLETE', () => {
    const good = tested({ passed: 2, failed: 0 });
    good.harness.advance(10);
    expect(good.harness.call('ListReports', { filter: { status: 'SUCCEEDED' } }).reports).toEqual([good.report]);
    const stopped = tested();
    stopped.harness.advance(9.3);
    stopped.harness.stop(stopped.id);
    stopped.harness.advance(10);
    expect(stopped.harness.call('ListReports', { filter: { status: 'INCOMPLETE' } }).reports).toEqual([stopped.report]);
    expect(stopped.harness.call('ListReports', { filter: { status: 'FAILED' } }).reports).toEqual([]);
  });

  it('4 test cases say what was tested, and the summary adds them up', () => {
    const { harness, report } = tested({ passed: 120, failed: 3 });
    harness.advance(10);
    const describe = (more: object = {}) => harness.call('DescribeTestCases', { reportArn: report, ...more });
    const first = describe();
    const second = describe({ nextToken: first.nextToken });
    const all = [...first.testCases, ...second.testCases];
    expect([first.testCases.length, all.length, second.nextToken]).toEqual([100, 123, undefined]);
    expect(describe({ filter: { status: 'FAILED' } }).testCases).toHaveLength(3);
    expect(describe({ filter: { keyword: '(7)' } }).testCases.map(({ name }: { name: string }) => name)).toEqual([
      all[6].name,
    ]);
    expect(all[0]).toMatchObject({
      reportArn: report,
      status: 'FAILED',
      message: expect.stringContaining('Assertion'),
    });
    const [{ testSummary }] = harness.call('BatchGetReports', { reportArns: [report] }).reports;
    const sum = all.reduce((nanoseconds, one) => nanoseconds + one.durationInNanoSeconds, 0);
    expect(testSummary.durationInNanoSeconds).toBe(sum);
  });

  it('4 500 cases are kept of a report', () => {
    const { harness, report } = tested({ passed: 600, failed: 0 });
    harness.advance(10);
    expect(harness.call('BatchGetReports', { reportArns: [report] }).reports[0].truncated).toBe(true);
    let [count, nextToken]: [number, string | undefined] = [0, undefined];
    do {
      const page = harness.call('DescribeTestCases', { reportArn: report, ...(nextToken && { nextToken }) });
      count += page.testCases.length;
      nextToken = page.nextToken;
    } while (nextToken);
    expect(count).toBe(500);
  });

  it('4 a group comes with its first report, and lists its reports newest first', () => {
    const { harness, group, report } = tested();
    expect(harness.call('ListReportGroups', {}).reportGroups).toEqual([]);
    expect(harness.refusal('ListReportsForReportGroup', { reportGroupArn: group })).toContain(
      'ResourceNotFoundException',
    );
    harness.advance(10);
    const second = harness.start().id.split(':')[1];
    harness.advance(10);
    expect(harness.call('ListReportGroups', { sortBy: 'CREATED_TIME' }).reportGroups).toEqual([group]);
    expect(harness.call('ListReportsForReportGroup', { reportGroupArn: group }).reports).toEqual([
      report.replace(/[^:]*$/, second),
      report,
    ]);
    const unknown = `${ARN}:report-group/none`;
    expect(harness.call('BatchGetReportGroups', { reportGroupArns: [group, unknown] })).toMatchObject({
      reportGroups: [{ arn: group, name: 'web-test-report', type: 'TEST', status: 'ACTIVE' }],
      reportGroupsNotFound: [unknown],
    });
  });

  it('7.3 what is no ARN of a report is refused, what is none of ours not found', () => {
    const { harness, report } = tested();
    for (const [operation, input] of [
      ['BatchGetReports', { reportArns: ['x'] }],
      ['BatchGetReportGroups', { reportGroupArns: ['x'] }],
      ['ListReportsForReportGroup', { reportGroupArn: 'x' }],
      ['DescribeTestCases', { reportArn: 'x' }],
    ] as const) {
      expect(harness.refusal(operation, input)).toContain('InvalidInputException');
    }
    expect(harness.refusal('DescribeTestCases', { reportArn: report })).toContain('ResourceNotFoundException');
  });
});

describe('reports of code coverage', () => {
  const codeCoverage = { linesCovered: 1741, linesMissed: 259, branchesCovered: 300, branchesMissed: 100 };

  function covered(more: object = {}) {
    const harness = new Harness();
    harness.project();
    harness.behave({ match: {}, codeCoverage, ...more });
    const { id } = harness.start();
    harness.advance(10);
    const [report] = harness.call('ListReports', {}).reports;
    const describe = (asked: object = {}) => harness.call('DescribeCodeCoverages', { reportArn: report, ...asked });
    return { harness, id, report, describe };
  }

  it('4 tell how much of the code was run, beside the report of the tests', () => {
    const { harness, id } = covered({ testReport: { passed: 1, failed: 0 } });
    const uuid = id.split(':')[1];
    const reportArns = ['test-report', 'coverage-report'].map((name) => `${ARN}:report/web-${name}:${uuid}`);
    expect(harness.build(id).reportArns).toEqual(reportArns);
    const [tests, coverage] = harness.call('BatchGetReports', { reportArns }).reports;
    expect(tests).toMatchObject({ type: 'TEST', testSummary: { total: 1 } });
    expect(tests).not.toHaveProperty('codeCoverageSummary');
    expect(coverage).toMatchObject({
      type: 'CODE_COVERAGE',
      status: 'SUCCEEDED',
      executionId: `${ARN}:build/${id}`,
      reportGroupArn: `${ARN}:report-group/web-coverage-report`,
      codeCoverageSummary: { ...codeCoverage, lineCoveragePercentage: 87.05, branchCoveragePercentage: 75 },
    });
    expect(coverage).not.toHaveProperty('testSummary');
    const { reportGroups } = harness.call('BatchGetReportGroups', { reportGroupArns: [coverage.reportGroupArn] });
    expect(reportGroups).toMatchObject([{ name: 'web-coverage-report', type: 'CODE_COVERAGE' }]);
  });

  it('4 add up, file by file', () => {
    const { describe, report } = covered();
    const { codeCoverages } = describe();
    expect(codeCoverages.length).toBeGreaterThan(5);
    for (const [member, total] of Object.entries(codeCoverage)) {
      const sum = codeCoverages.reduce((all: number, one: Record<string, number>) => all + one[member]!, 0);
      expect([member, sum]).toEqual([member, total]);
    }
    const paths = codeCoverages.map(({ filePath }: { filePath: string }) => filePath);
    expect(paths).toEqual([...new Set<string>(paths)].sort());
    for (const one of codeCoverages) {
      const share = (100 * one.linesCovered) / (one.linesCovered + one.linesMissed);
      expect(one).toMatchObject({ reportARN: report, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      expect(one.lineCoveragePercentage).toBeCloseTo(share, 2);
    }
    expect(describe().codeCoverages).toEqual(codeCoverages);
  });

  it('4 whatever the numbers, none of them is lost or below nothing', () => {
    const count = fc.oneof(fc.nat(3), fc.nat(60_000));
    fc.assert(
      fc.property(count, count, count, count, (linesCovered, linesMissed, branchesCovered, branchesMissed) => {
        const asked = { linesCovered, linesMissed, branchesCovered, branchesMissed };
        const files = codeCoveragesOf({ seed: linesCovered ^ linesMissed, codeCoverage: asked });
        for (const [member, total] of Object.entries(asked)) {
          const counts = files.map((file) => file[member as keyof typeof asked]);
          expect(counts.reduce((sum, one) => sum + one, 0)).toBe(total);
          expect(counts.every((one) => one >= 0)).toBe(true);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('4 are listed by path or by how much was run, between the shares that are asked for', () => {
    const { describe } = covered();
    const sorted = describe({ sortBy: 'LINE_COVERAGE_PERCENTAGE', sortOrder: 'DESCENDING' }).codeCoverages;
    const shares: number[] = sorted.map((one: Record<string, number>) => one.lineCoveragePercentage!);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    const [high, low] = [shares[5]!, shares[15]!];
    const between = describe({ minLineCoveragePercentage: low, maxLineCoveragePercentage: high }).codeCoverages;
    expect(between).toHaveLength(shares.filter((share) => share >= low && share <= high).length);
    expect(between.length).toBeLessThan(shares.length);
    const first = describe({ maxResults: 3 });
    expect(first.codeCoverages).toHaveLength(3);
    expect(describe({ maxResults: 3, nextToken: first.nextToken }).codeCoverages[0].filePath).not.toBe(
      first.codeCoverages[0].filePath,
    );
  });

  it('4 are called as the buildspec says, which tells them from tests by their format', () => {
    const harness = new Harness();
    const buildspec = 'version: 0.2\nreports: { lines: { file-format: CLOVERXML }, unit: { files: a.xml } }\n';
    harness.project('web', {
      source: { type: 'NO_SOURCE', buildspec },
    });
    harness.behave({
      match: {},
      codeCoverage: { linesCovered: 1, linesMissed: 0 },
      testReport: { passed: 1, failed: 0 },
    });
    harness.start();
    harness.advance(10);
    expect(harness.call('ListReportGroups', {}).reportGroups).toEqual([
      `${ARN}:report-group/web-lines`,
      `${ARN}:report-group/web-unit`,
    ]);
  });

  it('7.3 a report that is not there is invalid, one of tests covers nothing', () => {
    const { harness, report } = tested();
    expect(harness.refusal('DescribeCodeCoverages', { reportArn: report })).toContain('InvalidInputException');
    expect(harness.refusal('DescribeCodeCoverages', { reportArn: 'x' })).toContain('InvalidInputException');
    harness.advance(10);
    expect(harness.call('DescribeCodeCoverages', { reportArn: report }).codeCoverages).toEqual([]);
    const coverage = covered();
    expect(coverage.harness.call('DescribeTestCases', { reportArn: coverage.report }).testCases).toEqual([]);
  });
});
