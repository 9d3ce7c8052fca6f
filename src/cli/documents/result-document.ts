import type { Fault } from '../../domain/fault.ts';
import { type ChangeMade, type OperationResult, soleSubject } from '../../operations/plan.ts';
import type { result } from '../schema/result.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { orNull } from './values.ts';

/** What became of a change or of something watched. */
export type ResultDocument = DocumentOf<typeof result>;

/** A result about no one thing. */
export const ABOUT_NOTHING: Omit<ResultDocument, 'exitCode' | 'message'> = {
  operation: null,
  status: null,
  pipeline: null,
  stage: null,
  action: null,
  executionId: null,
  deploymentId: null,
  requestId: null,
};

export function resultDocument(ended: OperationResult): ResultDocument {
  const subject = soleSubject(ended);
  return {
    operation: ended.operation,
    status: ended.status,
    pipeline: orNull(subject.pipeline?.name),
    stage: orNull(subject.stage),
    action: orNull(subject.action),
    executionId: orNull(subject.executionId),
    deploymentId: orNull(subject.deploymentId),
    requestId: orNull(ended.requestId),
    exitCode: ended.exitCode ?? 0,
    message: ended.message,
    ...(ended.changes && { changes: ended.changes.map(changeDocument) }),
  };
}

function changeDocument({ subject, status, requestId, fault }: ChangeMade) {
  return {
    pipeline: orNull(subject.pipeline?.name),
    account: orNull(subject.place.account || undefined),
    region: subject.place.region,
    stage: orNull(subject.stage),
    status,
    requestId: orNull(requestId ?? fault?.requestId),
    message: orNull(fault?.message),
  };
}

/** The last line of a stream that could not go on. */
export function failedResult(fault: Fault): ResultDocument {
  return {
    ...ABOUT_NOTHING,
    pipeline: orNull(fault.where.pipeline),
    requestId: orNull(fault.requestId),
    exitCode: fault.exitCode,
    message: fault.message,
  };
}
