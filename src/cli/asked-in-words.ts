import { urlProblem } from '../domain/endpoint-url.ts';
import { OUTPUTS } from './global-options.ts';
import type { PrinterOptions } from './output/printer.ts';

/** What a command line that could not be understood still says about its output and its service. */
export function askedInWords(argv: readonly string[]): PrinterOptions {
  const endpoint = lastValue(argv, '--endpoint-url');
  return {
    output: OUTPUTS.find((format) => format === lastValue(argv, '--output')) ?? 'text',
    mock: argv.includes('--mock') || lastValue(argv, '--scenario') !== undefined,
    // What may be wrong with the line is not repeated as if it were a place, and may hold a password.
    endpointUrl: endpoint === undefined || urlProblem(endpoint) ? undefined : endpoint,
    regions: [],
    ascii: argv.includes('--ascii'),
  };
}

/** Of `--name VALUE` or `--name=VALUE`. */
function lastValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === name ? argv[at + 1] : word.slice(name.length + 1);
}
