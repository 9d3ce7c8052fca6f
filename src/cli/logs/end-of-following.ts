import { Fault } from '../../domain/fault.ts';
import type { Outcome } from '../command.ts';
import { Interrupted } from '../interrupted.ts';
import type { LogSink } from './log-sink.ts';

/** Ended from outside: what was read stays read, and the exit code tells why. Anything else is thrown on. */
export function endOfFollowing(sink: LogSink, reason: unknown): Outcome {
  if (reason instanceof Interrupted) return sink.outcome(reason.exitCode, 'stopped following');
  if (reason instanceof Fault && reason.kind === 'timeout') return sink.outcome(reason.exitCode, '--timeout ran out');
  throw reason;
}
