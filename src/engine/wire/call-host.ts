import { AwsError } from '../aws-error.ts';
import type { FaultRule } from '../faults.ts';
import type { Caller, RegionServices } from '../world.ts';

/** What a call needs from the engine. */
export interface CallHost {
  readonly account: string;
  region(account: string, region: string): RegionServices;
  /** Refuses a call that comes too soon, by throwing ThrottlingException. */
  admit(caller: Caller, service: string, operation: string): void;
  /** The fault that strikes this call, if any. */
  strike(service: string, operation: string): FaultRule | undefined;
  /** Hears of every call of a known operation. */
  count(service: string, operation: string, failed: boolean): void;
  /** Lets everything happen that is due; the real milliseconds until the next thing is, undefined where time stands still. */
  letTimePass(): number | undefined;
  /** Hears of an exception that is no AWS error. */
  report(error: unknown): void;
}

/** An exception as AWS would answer it: what is no AWS error is a failure of the engine. */
export function asAwsError(host: CallHost, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  host.report(error);
  return new AwsError('InternalFailure', 'The mock engine failed to process the request', 500);
}
