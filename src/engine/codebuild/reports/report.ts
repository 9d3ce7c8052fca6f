import type { Build, BuildPlace } from '../builds/build.ts';
import { namesOf } from '../builds/build.ts';
import { type BuildPhase, progressOf } from '../builds/build-progress.ts';
import { allNanoseconds, MOST_TEST_CASES } from './test-cases.ts';

const DAY = 24 * 3600_000;

/** For how long a report is kept (spec 4). */
const KEPT = 30 * DAY;

/** What a report is called of which the buildspec says nothing [D]. */
const USUAL_NAME = 'test-report';

/** The group of a build's report: the project's name and what the buildspec calls the report. */
export function groupNameOf({ project, spec }: Pick<Build, 'project' | 'spec'>): string {
  return `${project}-${spec?.reports[0] ?? USUAL_NAME}`;
}

export function groupArnOf(name: string, { account, region }: BuildPlace): string {
  return `arn:aws:codebuild:${region}:${account}:report-group/${name}`;
}

/** A build has one report, which goes by its id [D]. */
export function reportArnOf(build: Pick<Build, 'project' | 'spec' | 'uuid'>, { account, region }: BuildPlace): string {
  return `arn:aws:codebuild:${region}:${account}:report/${groupNameOf(build)}:${build.uuid}`;
}

/** A report comes into being with UPLOAD_ARTIFACTS [D]. */
export function reportArnsOf(build: Build, place: BuildPlace, phases: readonly BuildPhase[]): string[] {
  const exists = build.testReport && phases.some(({ phaseType }) => phaseType === 'UPLOAD_ARTIFACTS');
  return exists ? [reportArnOf(build, place)] : [];
}

export type ReportStatus = 'GENERATING' | 'SUCCEEDED' | 'FAILED' | 'INCOMPLETE';

export interface Report {
  readonly created: number;
  readonly expired: number;
  readonly status: ReportStatus;
  readonly testReport: { readonly passed: number; readonly failed: number };
}

/** The report of a build at a time; undefined: there is none yet, or none any more. */
export function reportOf(build: Build, now: number): Report | undefined {
  const { testReport } = build;
  const upload = progressOf(build, now).phases.find(({ phaseType }) => phaseType === 'UPLOAD_ARTIFACTS');
  if (!testReport || !upload) return undefined;
  const created = upload.startTime;
  const expired = created + KEPT;
  return now < expired ? { created, expired, status: statusOf(upload, testReport.failed), testReport } : undefined;
}

function statusOf({ phaseStatus }: BuildPhase, failed: number): ReportStatus {
  if (phaseStatus === undefined) return 'GENERATING';
  if (phaseStatus === 'STOPPED') return 'INCOMPLETE';
  return failed > 0 ? 'FAILED' : 'SUCCEEDED';
}

/** The report as BatchGetReports answers it (spec 4). */
export function reportAnswer(build: Build, place: BuildPlace, report: Report): object {
  const { passed, failed } = report.testReport;
  return {
    arn: reportArnOf(build, place),
    type: 'TEST',
    name: build.uuid,
    reportGroupArn: groupArnOf(groupNameOf(build), place),
    executionId: namesOf(build, place).arn,
    status: report.status,
    created: report.created,
    expired: report.expired,
    exportConfig: { exportConfigType: 'NO_EXPORT' },
    truncated: passed + failed > MOST_TEST_CASES,
    testSummary: {
      total: passed + failed,
      statusCounts: { SUCCEEDED: passed, FAILED: failed, ERROR: 0, SKIPPED: 0, UNKNOWN: 0 },
      durationInNanoSeconds: allNanoseconds(build, passed + failed),
    },
  };
}
