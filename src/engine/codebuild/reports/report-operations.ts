import { AwsError } from '../../aws-error.ts';
import type { Caller, Operation } from '../../world.ts';
import type { BuildHandle } from '../builds/build-handle.ts';
import type { CodeBuildContext } from '../context.ts';
import { codeBuildPage } from '../page.ts';
import { invalidInput } from '../projects/project-checks.ts';
import { codeCoveragesOf, type FileCoverage, percentage } from './code-coverages.ts';
import { groupArnOf, type Report, reportAnswer, reportArnOf, reportOf } from './report.ts';
import type { ReportGroup, ReportHandle } from './report-groups.ts';
import { type TestCase, testCasesOf } from './test-cases.ts';

type Input = Parameters<Operation>[0];

/** The operations on reports, which are made of what behaviour rules say of tests (spec 4). */
export function reportOperations(context: CodeBuildContext): Record<string, Operation> {
  const { services, reportGroups } = context;
  return {
    BatchGetReports: ({ reportArns }: { reportArns: readonly string[] }) => {
      const found = reportArns.map((arn) => findReport(context, arn));
      return {
        reports: found.flatMap((pair) => (pair ? [reportAnswer(pair.handle.build, services, pair.report)] : [])),
        reportsNotFound: reportArns.filter((_, place) => !found[place]),
      };
    },
    BatchGetReportGroups: ({ reportGroupArns }: { reportGroupArns: readonly string[] }) => {
      const found = reportGroupArns.map((arn) => findGroup(context, arn));
      return {
        reportGroups: found.flatMap((group) => (group ? [groupAnswer(context, group)] : [])),
        reportGroupsNotFound: reportGroupArns.filter((_, place) => !found[place]),
      };
    },
    ListReportGroups: (input, caller) => {
      const { items, nextToken } = codeBuildPage('ListReportGroups', input, caller, {
        all: reportGroups.list(),
        keyOf: GROUP_KEYS[(input.sortBy ?? 'NAME') as keyof typeof GROUP_KEYS],
        sortOrder: input.sortOrder ?? 'ASCENDING',
      });
      return { reportGroups: items.map(({ name }) => groupArnOf(name, services)), nextToken };
    },
    ListReports: (input, caller) => listed(context, 'ListReports', input, caller, reportGroups.reports),
    ListReportsForReportGroup: (input, caller) => {
      const group = findGroup(context, input.reportGroupArn);
      if (!group)
        throw new AwsError('ResourceNotFoundException', `Report group cannot be found: ${input.reportGroupArn}`);
      return listed(context, 'ListReportsForReportGroup', input, caller, group.reports);
    },
    DescribeTestCases: (input, caller) => {
      const found = findReport(context, input.reportArn);
      if (!found) throw new AwsError('ResourceNotFoundException', `Report cannot be found: ${input.reportArn}`);
      const all = found.report.type === 'TEST' ? [...testCasesOf(found.handle.build).entries()] : [];
      const { items, nextToken } = codeBuildPage('DescribeTestCases', input, caller, {
        all: all.filter(([, one]) => isAskedFor(one, input.filter ?? {})),
        keyOf: ([place]) => String(place).padStart(6, '0'),
        sortOrder: 'ASCENDING',
      });
      const { expired } = found.report;
      return { testCases: items.map(([, one]) => caseAnswer(one, input.reportArn, expired)), nextToken };
    },
    DescribeCodeCoverages: (input, caller) => {
      const found = findReport(context, input.reportArn);
      // The operation has no other error for it [D].
      if (!found) throw invalidInput(`Report cannot be found: ${input.reportArn}`);
      const { type, expired } = found.report;
      const files = type === 'CODE_COVERAGE' ? codeCoveragesOf(found.handle.build) : [];
      const all = files.map((file) => coverageAnswer(file, input.reportArn, expired));
      const { minLineCoveragePercentage: least = 0, maxLineCoveragePercentage: most = 100 } = input;
      const { items: codeCoverages, nextToken } = codeBuildPage('DescribeCodeCoverages', input, caller, {
        all: all.filter(({ lineCoveragePercentage: share }) => share >= least && share <= most),
        keyOf: COVERAGE_KEYS[(input.sortBy ?? 'FILE_PATH') as keyof typeof COVERAGE_KEYS],
        sortOrder: input.sortOrder ?? 'ASCENDING',
      });
      return { codeCoverages, nextToken };
    },
  };
}

interface FoundReport {
  readonly handle: BuildHandle;
  readonly report: Report;
}

/** Throws InvalidInputException for what is no ARN of a report here. */
function findReport({ services, reportGroups, world }: CodeBuildContext, arn: string): FoundReport | undefined {
  const { account, region } = services;
  const [, group, uuid] =
    new RegExp(`^arn:aws:codebuild:${region}:${account}:report/([^:/]+):([^:/]+)$`).exec(arn) ?? [];
  if (group === undefined || uuid === undefined) throw invalidInput(`Invalid report ARN: ${arn}`);
  const found = reportGroups.get(group)?.reports.findLast(({ handle }) => handle.uuid === uuid);
  const report = found && reportOf(found.handle.build, found.type, world.clock.now());
  return report && { handle: found.handle, report };
}

/** Throws InvalidInputException for what is no ARN of a report group here. */
function findGroup({ services, reportGroups }: CodeBuildContext, arn: string): ReportGroup | undefined {
  const prefix = groupArnOf('', services);
  if (!arn.startsWith(prefix) || arn === prefix) throw invalidInput(`Invalid report group ARN: ${arn}`);
  return reportGroups.get(arn.slice(prefix.length));
}

function groupAnswer({ services }: CodeBuildContext, { name, type, created }: ReportGroup): object {
  return {
    arn: groupArnOf(name, services),
    name,
    type,
    exportConfig: { exportConfigType: 'NO_EXPORT' },
    created,
    lastModified: created,
    tags: [],
    status: 'ACTIVE',
  };
}

const GROUP_KEYS = {
  NAME: ({ name }: ReportGroup) => name,
  CREATED_TIME: ({ name, created }: ReportGroup) => `${String(created).padStart(16, '0')} ${name}`,
  // Nothing changes a group.
  LAST_MODIFIED_TIME: ({ name, created }: ReportGroup) => `${String(created).padStart(16, '0')} ${name}`,
};

/** Reports newest first, unless the other order is asked for (spec 4) [R]. */
function listed(
  { world, services }: CodeBuildContext,
  operation: string,
  input: Input,
  caller: Caller,
  all: readonly ReportHandle[],
): object {
  const now = world.clock.now();
  const status: string | undefined = input.filter?.status;
  const reports = all.flatMap(({ handle, type }, place) => {
    const report = reportOf(handle.build, type, now);
    return report && (status === undefined || report.status === status) ? [{ handle, type, place }] : [];
  });
  const { items, nextToken } = codeBuildPage(operation, input, caller, {
    all: reports,
    keyOf: ({ place }) => String(place).padStart(9, '0'),
    sortOrder: input.sortOrder ?? 'DESCENDING',
  });
  return { reports: items.map(({ handle, type }) => reportArnOf(handle.build, type, services)), nextToken };
}

/** `keyword` is a part of the name, or of what the name begins with (spec 4) [R]. */
function isAskedFor(one: TestCase, { status, keyword }: { status?: string; keyword?: string }): boolean {
  if (status !== undefined && one.status !== status) return false;
  return keyword === undefined || one.name.includes(keyword) || one.prefix.includes(keyword);
}

function caseAnswer(one: TestCase, reportArn: string, expired: number): object {
  return { reportArn, testRawDataPath: 'reports/junit.xml', ...one, expired };
}

function coverageAnswer(file: FileCoverage, reportARN: string, expired: number) {
  return {
    reportARN,
    ...file,
    lineCoveragePercentage: percentage(file.linesCovered, file.linesMissed),
    branchCoveragePercentage: percentage(file.branchesCovered, file.branchesMissed),
    expired,
  };
}

type CoverageAnswer = ReturnType<typeof coverageAnswer>;

/** What files are listed by; the path tells apart those of one share. */
const COVERAGE_KEYS = {
  FILE_PATH: ({ filePath }: CoverageAnswer) => filePath,
  LINE_COVERAGE_PERCENTAGE: ({ filePath, lineCoveragePercentage: share }: CoverageAnswer) =>
    `${share.toFixed(2).padStart(6, '0')} ${filePath}`,
};
