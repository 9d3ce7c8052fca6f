import { describe, expect, it } from 'vitest';
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
