import type { Build } from '../../domain/build.ts';
import type { ActionExecution } from '../../domain/execution.ts';
import type { Fault } from '../../domain/fault.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { actionLog } from '../../live/action-log.ts';
import type { Live } from '../../live/live.ts';
import type { Need } from '../../live/need.ts';
import { build as buildNeed } from '../../live/needs.ts';

/** What writes a log: when that is over, the log has an end. */
export interface LogWriter {
  /** Keeps what is known of it fresh until the answer is called. */
  watch(onChange: () => void): () => void;
  fault(): Fault | undefined;
  isOver(): boolean;
}

/** The build of the run where it is one, else the run itself; a run that is followed by another of its action is over. */
export function writerOf(live: Live, id: PipelineId, run: ActionExecution, build: Build | undefined): LogWriter {
  if (build) return writer(live, buildNeed(id, build.id), ({ status }) => status !== 'IN_PROGRESS');
  return writer(
    live,
    actionLog(id, run),
    ({ run: newest }) => newest?.actionExecutionId !== run.actionExecutionId || newest.status !== 'InProgress',
  );
}

function writer<T>(live: Live, need: Need<T>, isOver: (value: T) => boolean): LogWriter {
  return {
    watch: (onChange) => live.watch(need, onChange, 'front'),
    fault: () => live.snapshot(need).error,
    isOver: () => {
      const { value } = live.snapshot(need);
      return value !== undefined && isOver(value);
    },
  };
}
