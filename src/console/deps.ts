import type { Live } from '../live/live.ts';
import type { OperationDeps } from '../operations/deps.ts';

/** What the console gets from whoever starts it. */
export interface ConsoleDeps {
  readonly live: Live;
  readonly operations: OperationDeps;
  readonly out: NodeJS.WriteStream;
  readonly in: NodeJS.ReadStream;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly version: string;
  /** Changes are refused; the screen says so all the time. */
  readonly readOnly: boolean;
  /** For how long a protected environment stays unlocked. */
  readonly unlockMinutes: number;
  /** What there was to say beside a change since this was called last, such as that it could not be written down. */
  readonly takeWarnings: () => readonly string[];
  /** A file descriptor's number or the path of a FIFO: told whenever the console became idle. */
  readonly idle?: string;
}
