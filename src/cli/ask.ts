import type { CliHost } from './host.ts';
import { escapeUnsafe } from './output/escape.ts';

/**
 * Asks on stderr and reads one line from stdin; undefined when stdin ended first. Rejects with the signal's reason when it is
 * aborted. What stands behind the line stays unread.
 */
export function askLine(host: Pick<CliHost, 'in' | 'err'>, question: string, signal: AbortSignal) {
  host.err.write(`${escapeUnsafe(question)} `);
  return new Promise<string | undefined>((resolve, reject) => {
    const { in: input } = host;
    let typed = '';
    const stop = () => {
      input.off('data', read);
      input.off('end', ended);
      signal.removeEventListener('abort', aborted);
      input.pause();
    };
    const read = (chunk: Buffer | string) => {
      typed += chunk.toString();
      const end = typed.indexOf('\n');
      if (end < 0) return;
      stop();
      const rest = typed.slice(end + 1);
      if (rest !== '') input.unshift(rest);
      resolve(typed.slice(0, end).replace(/\r$/, ''));
    };
    const ended = () => {
      stop();
      host.err.write('\n');
      resolve(undefined);
    };
    const aborted = () => {
      stop();
      host.err.write('\n');
      reject(signal.reason);
    };
    signal.addEventListener('abort', aborted, { once: true });
    input.on('data', read);
    input.on('end', ended);
    input.resume();
  });
}

/** Only a clear yes is one. */
export function isYes(answer: string | undefined): boolean {
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
