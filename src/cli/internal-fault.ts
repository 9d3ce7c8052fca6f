import { Fault } from '../domain/fault.ts';
import type { CliHost } from './host.ts';

/**
 * An unexpected error as a Fault of kind internal. Its details go to a file: they are for whoever mends it. Of the command line
 * only the command is kept, since arguments may hold secrets.
 */
export async function internalFault(
  error: unknown,
  command: string,
  host: Pick<CliHost, 'version' | 'faultReport'>,
): Promise<Fault> {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const report = `signalbox ${host.version}, node ${process.version}\ncommand: ${command}\n\n${details}\n`;
  const where = await host.faultReport(report).then(
    (file) => `the details are in ${file}`,
    () => 'the details could not be written',
  );
  const [summary] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  const message = `unexpected error: ${summary} (a fault of signalbox; ${where})`;
  return new Fault({ kind: 'internal', code: error instanceof Fault ? error.code : 'InternalError', message });
}

/** Trouble that is explained already. */
export function isExplained(error: unknown): error is Fault {
  return error instanceof Fault && error.kind !== 'internal';
}
