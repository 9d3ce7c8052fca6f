import { putApprovalResult } from '../aws/codepipeline.ts';
import {
  type ActionExecution,
  executionById,
  executionMatches,
  revisionMatches,
  revisionText,
  shortExecution,
  wholeRevisionHint,
} from '../domain/execution.ts';
import { stale, usage } from '../domain/fault.ts';
import { type PipelineId, principalText } from '../domain/identity.ts';
import type { ActionState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import { inPipeline } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { actionExecutions, pipelineState } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { APPROVAL_SUMMARY, refusalOf } from '../rules/reasons.ts';
import { dayTimeText } from '../text/time.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import { goesOnText } from './goes-on.ts';
import { type OpenApproval, readOpenApprovals } from './open-approvals.ts';
import type { Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { actionNamed, stageNamed } from './stage.ts';
import { agoText, carriedShort, carriedText, whereText } from './wording.ts';

export interface ApprovalRequest {
  pipeline: PipelineId;
  verdict: 'approve' | 'reject';
  stage?: string;
  action?: string;
  /** The execution that is meant, whole or by its first 6 characters. */
  executionId?: string;
  /** A source revision that is meant, whole or by its first 7 characters. */
  revision?: string;
}

/** Plans an answer to an open approval. Throws Fault: `stale` when none is open or another revision waits, `usage` when it is not clear which is meant. */
export async function planApproval(deps: OperationDeps, request: ApprovalRequest): Promise<Plan> {
  const { live } = deps;
  const view = await readPipelineView(live, request.pipeline);
  const approval = chosen(await readOpenApprovals(live, view), request, view);
  const { pipeline, stage, action, executionId } = approval;
  const subject = inPipeline(pipeline, { stage, action, executionId });
  const approve = request.verdict === 'approve';
  const verdict = approve ? 'Approved' : 'Rejected';
  const what = carriedShort(view, executionId);
  return {
    operation: request.verdict,
    title: `${approve ? 'Approve' : 'Reject'} ${stage}/${action} in ${pipeline.name}`,
    subjects: [subject],
    facts: facts(deps, view, approval, approve),
    confirm: `${approve ? 'Approve' : 'Reject'} ${what}`,
    dangerous: !approve,
    text: {
      label: 'Comment',
      max: APPROVAL_SUMMARY.max,
      required: false,
      check: (text) => refusalOf(APPROVAL_SUMMARY, text),
    },
    command: (text) =>
      signalboxLine(live, pipeline, [
        request.verdict,
        pipeline.name,
        `${stage}/${action}`,
        '--execution',
        shortExecution(executionId),
        ...(text ? ['-m', text] : []),
      ]),
    awsCommand: (text = '') =>
      awsLine(live, pipeline, [
        'put-approval-result',
        '--pipeline-name',
        pipeline.name,
        '--stage-name',
        stage,
        '--action-name',
        action,
        '--token',
        'TOKEN',
        '--result',
        JSON.stringify({ summary: text, status: verdict }),
      ]),
    run: async (text = '') => {
      await confirmStillOpen(deps, view, approval);
      const summary = text;
      const answer = { stage, action, token: approval.token, verdict, summary } as const;
      const sent = await sendOnce(deps, {
        operation: request.verdict,
        request: 'codepipeline:PutApprovalResult',
        subject,
        text,
        send: () => putApprovalResult(live.session(pipeline), pipeline, answer),
        lookAgain: () => approvalAftermath(live, approval, verdict),
      });
      const message = `${verdict} ${carriedText(view, executionId)} at ${stage}/${action} in ${pipeline.name}`;
      return {
        operation: request.verdict,
        status: verdict,
        subjects: [subject],
        requestId: sent.requestId,
        message,
      };
    },
  };
}

function chosen(open: readonly OpenApproval[], request: ApprovalRequest, view: PipelineView): OpenApproval {
  const { pipeline } = request;
  if (request.stage !== undefined && view.state) {
    const { name } = stageNamed(view.state, request.stage);
    if (request.action !== undefined) actionNamed(view.state, name, request.action);
  }
  const named = open.filter(
    (approval) =>
      (request.stage === undefined || approval.stage === request.stage) &&
      (request.action === undefined || approval.action === request.action),
  );
  if (named.length === 0) {
    const where = request.stage ? ` at ${[request.stage, request.action].filter(Boolean).join('/')}` : '';
    throw stale('NoOpenApproval', `no approval is open${where} in ${pipeline.name}`);
  }
  const meant = named.filter((approval) => isMeant(approval, request));
  if (meant.length === 1 && meant[0]) return meant[0];
  if (meant.length === 0) {
    const waiting = named.map((approval) => describe(view, approval)).join('; ');
    const wanted = request.revision ?? request.executionId;
    throw stale(
      'AnotherRevisionWaits',
      [`${wanted} does not wait in ${pipeline.name}; what waits is ${waiting}`, wholeRevisionHint(request.revision)]
        .filter(Boolean)
        .join('; '),
    );
  }
  const places = new Set(meant.map(({ stage, action }) => `${stage}/${action}`));
  if (places.size === meant.length) {
    throw usage(`several approvals are open in ${pipeline.name}: name one of ${[...places].join(', ')}`);
  }
  const waiting = meant.map((approval) => describe(view, approval)).join('; ');
  throw usage(`several approvals are open in ${pipeline.name}: name the --execution; what waits is ${waiting}`);
}

function isMeant(approval: OpenApproval, request: ApprovalRequest): boolean {
  if (request.executionId !== undefined && !executionMatches(approval.executionId, request.executionId)) return false;
  const { revision } = request;
  return revision === undefined || approval.revisions.some((one) => revisionMatches(one.id, revision));
}

function describe(view: PipelineView, approval: OpenApproval): string {
  return `${namedExecution(view, approval.executionId)} at ${approval.stage}/${approval.action}`;
}

/** `77b0e1d Blue header (e1a2f0)` */
function namedExecution(view: PipelineView, executionId: string): string {
  return `${carriedText(view, executionId)} (${shortExecution(executionId)})`;
}

/** The same request, of the same execution, is still open: read again just before sending. */
async function confirmStillOpen(deps: OperationDeps, view: PipelineView, approval: OpenApproval): Promise<void> {
  const { live } = deps;
  const action = isParallel(view) ? await readRun(live, approval) : await readAction(live, approval);
  if (action?.actionExecutionId === approval.actionExecutionId && action.token?.equals(approval.token)) return;
  const name = `${approval.stage}/${approval.action}`;
  if (action?.token) {
    throw stale(
      'AnotherRevisionWaits',
      `${await waitingNow(live, approval)} waits at ${name} now, no longer ${namedExecution(view, approval.executionId)}; nothing was sent`,
    );
  }
  const by = action?.updatedBy ? ` by ${principalText(action.updatedBy)}` : '';
  throw stale(
    'ApprovalClosed',
    `the request at ${name} is closed already (${action?.status ?? 'gone'}${by}); nothing was sent`,
  );
}

/** The commit that took the place of the one that was shown. */
async function waitingNow(live: Live, { pipeline, stage, action }: OpenApproval): Promise<string> {
  const view = await readPipelineView(live, pipeline);
  const open = await readOpenApprovals(live, view);
  const [waiting] = open.filter((request) => request.stage === stage && request.action === action);
  return waiting ? namedExecution(view, waiting.executionId) : 'another request';
}

async function approvalAftermath(
  live: Live,
  approval: OpenApproval,
  verdict: 'Approved' | 'Rejected',
): Promise<Aftermath> {
  const runs = await live.read(actionExecutions(approval.pipeline, approval.executionId));
  const run = runs.find(({ actionExecutionId }) => actionExecutionId === approval.actionExecutionId);
  const name = `${approval.stage}/${approval.action}`;
  if (run?.status === 'InProgress') return { made: false, now: `${name} still waits` };
  const by = run?.updatedBy ? ` by ${principalText(run.updatedBy)}` : '';
  const isOurs =
    run?.updatedBy === live.site(approval.pipeline).principal &&
    run.status === (verdict === 'Approved' ? 'Succeeded' : 'Failed');
  return { made: isOurs ? true : undefined, now: `${name} is ${run?.status ?? 'gone'}${by}` };
}

async function readAction(live: Live, { pipeline, stage, action }: OpenApproval): Promise<ActionState | undefined> {
  const state = await live.read(pipelineState(pipeline));
  return stageNamed(state, stage).actions.find((candidate) => candidate.name === action);
}

/** Its latest run: a retry of the stage makes another request. */
async function readRun(
  live: Live,
  { pipeline, stage, action, executionId }: OpenApproval,
): Promise<ActionExecution | undefined> {
  const runs = await live.read(actionExecutions(pipeline, executionId));
  return runs.find((run) => run.stage === stage && run.action === action);
}

function facts(deps: OperationDeps, view: PipelineView, approval: OpenApproval, approve: boolean): PlanFact[] {
  const { live } = deps;
  const { pipeline, executionId } = approval;
  const started = executionById(view.executions, executionId)?.startedAt;
  const age = started === undefined ? '' : `, ${agoText(live, pipeline, started)} ago`;
  const commits = approval.revisions.length > 1 ? approval.revisions : [undefined];
  return [
    ...commits.map((revision) => ({
      label: revision ? revision.action : 'Commit',
      text: `${revision ? revisionText(revision) : carriedText(view, executionId)}${age}`,
    })),
    { label: 'Since', text: sinceText(deps, view, approval) },
    ...(approval.comment ? [{ label: 'Asks', text: approval.comment }] : []),
    ...(approval.link ? [{ label: 'Link', text: approval.link }] : []),
    { label: 'Then', text: approve ? approvedThen(deps, view, approval) : rejectedThen(view, approval) },
    { label: 'Where', text: whereText(live, pipeline) },
  ];
}

function sinceText(deps: OperationDeps, view: PipelineView, approval: OpenApproval): string {
  const waits = `waits ${agoText(deps.live, approval.pipeline, approval.since)}`;
  const until = approval.deadline === undefined ? '' : `, until ${dayTimeText(approval.deadline)}`;
  const { live: holds, ahead, next } = approval;
  if (!holds || !next) return `${waits}${until}`;
  if (holds.executionId === approval.executionId) return `${waits}${until}`;
  const count = ahead.length === 1 ? 'the next revision after' : `${ahead.length} revisions after`;
  const distance = ahead.length === 0 ? 'after' : count;
  return `${waits}${until}; ${distance} ${carriedShort(view, holds.executionId)}, which is live in ${next.stage}`;
}

function approvedThen(deps: OperationDeps, view: PipelineView, { stage: name, ...approval }: OpenApproval): string {
  if (!view.state) return '';
  const stage = stageNamed(view.state, name);
  if (stage.actions.at(-1)?.name === approval.action) return goesOnText(deps.live, view, stage, approval.executionId);
  return `${carriedShort(view, approval.executionId)} goes on in ${stage.name}`;
}

function rejectedThen(view: PipelineView, approval: OpenApproval): string {
  const stage = view.state?.stages.find((candidate) => candidate.name === approval.stage);
  const follower = stage?.inbound[0];
  const enters =
    follower && stage?.transition.enabled ? `; ${carriedShort(view, follower.executionId)} enters ${stage.name}` : '';
  return `${approval.stage} fails and ${carriedShort(view, approval.executionId)} goes no further${enters}`;
}
