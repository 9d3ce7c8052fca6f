import type { Fault } from '../../domain/fault.ts';
import { type OperationResult, soleSubject } from '../../operations/plan.ts';
import { orNull } from './values.ts';

/** What became of a change or of something watched. */
export interface ResultDocument {
  readonly operation: string | null;
  readonly status: string | null;
  readonly pipeline: string | null;
  readonly stage: string | null;
  readonly action: string | null;
  readonly executionId: string | null;
  readonly deploymentId: string | null;
  readonly requestId: string | null;
  readonly exitCode: number;
  readonly message: string;
}

const NOTHING_DONE: Omit<ResultDocument, 'exitCode' | 'message'> = {
  operation: null,
  status: null,
  pipeline: null,
  stage: null,
  action: null,
  executionId: null,
  deploymentId: null,
  requestId: null,
};

export function resultDocument(result: OperationResult): ResultDocument {
  const subject = soleSubject(result);
  return {
    operation: result.operation,
    status: result.status,
    pipeline: orNull(subject.pipeline?.name),
    stage: orNull(subject.stage),
    action: orNull(subject.action),
    executionId: orNull(subject.executionId),
    deploymentId: orNull(subject.deploymentId),
    requestId: orNull(result.requestId),
    exitCode: result.exitCode ?? 0,
    message: result.message,
  };
}

/** The last line of a stream that could not go on. */
export function failedResult(fault: Fault): ResultDocument {
  return {
    ...NOTHING_DONE,
    pipeline: orNull(fault.where.pipeline),
    requestId: orNull(fault.requestId),
    exitCode: fault.exitCode,
    message: fault.message,
  };
}
