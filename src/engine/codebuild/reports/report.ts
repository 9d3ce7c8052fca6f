import type { Build, BuildPlace } from '../builds/build.ts';
import { namesOf } from '../builds/build.ts';
import { type BuildPhase, progressOf } from '../builds/build-progress.ts';
import { percentage } from './code-coverages.ts';
import { allNanoseconds, MOST_TEST_CASES } from './test-cases.ts';

const DAY = 24 * 3600_000;

/** For how long a report is kept (spec 4). */
const KEPT = 30 * DAY;

export type ReportType = 'TEST' | 'CODE_COVERAGE';

/** What a report is called of which the buildspec says nothing [D]. */
const USUAL_NAMES: Readonly<Record<ReportType, string>> = { TEST: 'test-report', CODE_COVERAGE: 'coverage-report' };

/** The reports that a build will have: one of each kind that a rule speaks of [D]. */
export function reportTypesOf({ testReport, codeCoverage }: Build): ReportType[] {
  return [...(testReport ? (['TEST'] as const) : []), ...(codeCoverage ? (['CODE_COVERAGE'] as const) : [])];
}

/** The group of a build's report: the project's name and what the buildspec calls the report. */
export function groupNameOf({ project, spec }: Build, type: ReportType): string {
  const [named] = (type === 'TEST' ? spec?.reports : spec?.coverageReports) ?? [];
  return `${project}-${named ?? USUAL_NAMES[type]}`;
}

export function groupArnOf(name: string, { account, region }: BuildPlace): string {
  return `arn:aws:codebuild:${region}:${account}:report-group/${name}`;
}

/** A report goes by the id of its build [D]. */
export function reportArnOf(build: Build, type: ReportType, { account, region }: BuildPlace): string {
  return `arn:aws:codebuild:${region}:${account}:report/${groupNameOf(build, type)}:${build.uuid}`;
}

/** Reports come into being with UPLOAD_ARTIFACTS [D]. */
export function reportArnsOf(build: Build, place: BuildPlace, phases: readonly BuildPhase[]): string[] {
  if (!phases.some(({ phaseType }) => phaseType === 'UPLOAD_ARTIFACTS')) return [];
  return reportTypesOf(build).map((type) => reportArnOf(build, type, place));
}

export type ReportStatus = 'GENERATING' | 'SUCCEEDED' | 'FAILED' | 'INCOMPLETE';

export interface Report {
  readonly type: ReportType;
  readonly created: number;
  readonly expired: number;
  readonly status: ReportStatus;
}

/** The report of a build at a time; undefined: there is none yet, or none any more. */
export function reportOf(build: Build, type: ReportType, now: number): Report | undefined {
  const upload = progressOf(build, now).phases.find(({ phaseType }) => phaseType === 'UPLOAD_ARTIFACTS');
  if (!upload) return undefined;
  const created = upload.startTime;
  const expired = created + KEPT;
  const failed = type === 'TEST' ? build.testReport!.failed : 0;
  return now < expired ? { type, created, expired, status: statusOf(upload, failed) } : undefined;
}

function statusOf({ phaseStatus }: BuildPhase, failed: number): ReportStatus {
  if (phaseStatus === undefined) return 'GENERATING';
  if (phaseStatus === 'STOPPED') return 'INCOMPLETE';
  return failed > 0 ? 'FAILED' : 'SUCCEEDED';
}

/** The report as BatchGetReports answers it (spec 4). */
export function reportAnswer(build: Build, place: BuildPlace, { type, ...report }: Report): object {
  return {
    arn: reportArnOf(build, type, place),
    type,
    name: build.uuid,
    reportGroupArn: groupArnOf(groupNameOf(build, type), place),
    executionId: namesOf(build, place).arn,
    ...report,
    exportConfig: { exportConfigType: 'NO_EXPORT' },
    ...(type === 'TEST' ? testSummary(build) : codeCoverageSummary(build)),
  };
}

function testSummary(build: Build): object {
  const { passed, failed } = build.testReport!;
  return {
    truncated: passed + failed > MOST_TEST_CASES,
    testSummary: {
      total: passed + failed,
      statusCounts: { SUCCEEDED: passed, FAILED: failed, ERROR: 0, SKIPPED: 0, UNKNOWN: 0 },
      durationInNanoSeconds: allNanoseconds(build, passed + failed),
    },
  };
}

function codeCoverageSummary({ codeCoverage }: Build): object {
  const { linesCovered, linesMissed, branchesCovered, branchesMissed } = codeCoverage!;
  return {
    truncated: false,
    codeCoverageSummary: {
      ...codeCoverage,
      lineCoveragePercentage: percentage(linesCovered, linesMissed),
      branchCoveragePercentage: percentage(branchesCovered, branchesMissed),
    },
  };
}
