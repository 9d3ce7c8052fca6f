import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { schemas } from '../../scripts/schemas.ts';

const FORMATS = ['json', 'yaml', 'ndjson'];

let validators: Readonly<Record<string, ValidateFunction>> | undefined;

/**
 * Holds what a command printed against the published schemas, whatever the test was about. Throws where a document or a line is
 * not as they say, and where an error left no document at all. With `--query` something else is printed, and help is no document.
 */
export function checkDocuments(argv: readonly string[], out: string, code: number | null): void {
  const format = formatOf(argv);
  if (format === undefined || isNoDocument(argv)) return;
  if (format === 'ndjson') {
    // What an interrupted stream has not ended yet is no line.
    for (const line of out.split('\n').slice(0, -1)) hold('line.schema.json', JSON.parse(line), argv);
  } else if (out !== '') {
    hold('document.schema.json', format === 'json' ? JSON.parse(out) : parse(out), argv);
  } else if (code !== null && code > 1 && code < 124) {
    throw new Error(`signalbox ${argv.join(' ')} ended with ${code} and without a document`);
  }
}

/** Of `--output F` and `--output=F` the last; undefined for text, and for what is none of the formats. */
function formatOf(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === '--output' || word.startsWith('--output='));
  const word = argv[at];
  return FORMATS.find((format) => format === (word === '--output' ? argv[at + 1] : word?.slice('--output='.length)));
}

function isNoDocument(argv: readonly string[]): boolean {
  const words = argv.map((word) => word.split('=', 1)[0]);
  return (
    argv.includes('serve') || ['--query', '--help', '-h', '--version', '-V', 'help'].some((it) => words.includes(it))
  );
}

function hold(name: string, document: unknown, argv: readonly string[]): void {
  validators ??= compiled();
  const validate = validators[name];
  if (!validate) throw new Error(`there is no ${name}`);
  if (validate(document)) return;
  const reasons = validate.errors?.map(({ instancePath, message, params }) => {
    return `  ${instancePath} ${message} ${JSON.stringify(params)}`;
  });
  throw new Error(
    `signalbox ${argv.join(' ')} printed what ${name} does not know (src/cli/schema):\n${reasons?.join('\n')}`,
  );
}

function compiled(): Readonly<Record<string, ValidateFunction>> {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  return Object.fromEntries(Object.entries(schemas()).map(([name, schema]) => [name, ajv.compile(schema)]));
}
