import type { ColorChoice } from '../config/color.ts';
import { urlProblem, withoutCredentials } from '../domain/endpoint-url.ts';
import { usage } from '../domain/fault.ts';
import { regionProblem } from '../domain/region.ts';
import type { OptionSpec } from './command.ts';
import { parseDuration } from './duration.ts';

export const OUTPUTS = ['text', 'json', 'yaml', 'ndjson'] as const;
export type OutputFormat = (typeof OUTPUTS)[number];

const COLORS = ['auto', 'always', 'never'] as const satisfies readonly ColorChoice[];

/** What every command understands, before and after its name. */
export interface GlobalOptions {
  readonly profiles: readonly string[];
  readonly regions: readonly string[];
  readonly endpointUrl?: string;
  readonly mock: boolean;
  /** Only with `mock`; the bundled demo when absent. */
  readonly scenario?: string;
  readonly output: OutputFormat;
  /** A JMESPath expression: what is printed of a document. */
  readonly query?: string;
  readonly readOnly: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly noInput: boolean;
  /** Changes in a protected environment are meant, where it is said why. */
  readonly protected: boolean;
  /** Why something is changed, for the audit log. */
  readonly why?: string;
  readonly timeoutMs?: number;
  /** What the flag says. */
  readonly color?: ColorChoice;
  readonly ascii: boolean;
  /** A settings file other than the usual one. */
  readonly config?: string;
  /** Whether to tell of every call and decision, on stderr where no file is named. */
  readonly debug?: { readonly file?: string };
  /** Of no flag: what the settings file says is left out, since it cannot be read. */
  readonly withoutSettings?: boolean;
  /** Of no flag: that nobody can be connected to is what is asked for. */
  readonly mayBeNobody?: boolean;
}

export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '--profile <P[,P...]>', description: 'AWS profiles to look at' },
  { flags: '--region <R[,R...]>', description: 'AWS regions to look at' },
  { flags: '--endpoint-url <URL>', description: 'another service endpoint, such as that of signalbox mock serve' },
  { flags: '--mock', description: 'the bundled mock engine in this process' },
  { flags: '--scenario <NAME|FILE>', description: 'what the mock engine begins with; implies --mock' },
  { flags: '--output <FORMAT>', description: 'text, json, yaml or ndjson', choices: OUTPUTS },
  { flags: '--query <JMESPATH>', description: 'only this of the document, also as text; of each line of ndjson' },
  { flags: '--read-only', description: 'refuse everything that would change something' },
  { flags: '--dry-run', description: 'print the plan of a change and send nothing' },
  { flags: '--yes', description: 'do not ask before a change' },
  { flags: '--no-input', description: 'never ask, also on a terminal' },
  { flags: '--protected', description: 'change something in a protected environment; needs --why' },
  { flags: '--why <TEXT>', description: 'why something is changed, for the audit log' },
  { flags: '--timeout <D>', description: 'give up after 30s, 15m, 1h30m ...' },
  { flags: '--color <WHEN>', description: 'auto, always or never', choices: COLORS },
  { flags: '--ascii', description: 'no characters beyond ASCII in tables' },
  { flags: '--config <FILE>', description: 'a settings file other than the usual one' },
  { flags: '--debug[=FILE]', description: 'a JSON line for each call and decision, on stderr or in a file' },
];

/** Whether one document at the end is what is printed; with a query also as text. */
export function printsDocument({ output, query }: Pick<GlobalOptions, 'output' | 'query'>): boolean {
  return output === 'json' || output === 'yaml' || (output === 'text' && query !== undefined);
}

type Values = Readonly<Record<string, unknown>>;

/** The global options out of what the parser found. Throws a Fault of kind usage that names the flag. */
export function globalOptions(values: Values): GlobalOptions {
  const options: GlobalOptions = {
    profiles: list(values, 'profile'),
    regions: regions(list(values, 'region')),
    endpointUrl: endpoint(text(values, 'endpointUrl')),
    mock: values.mock === true || values.scenario !== undefined,
    scenario: text(values, 'scenario'),
    output: choice('--output', text(values, 'output') ?? 'text', OUTPUTS),
    query: text(values, 'query'),
    readOnly: values.readOnly === true,
    dryRun: values.dryRun === true,
    yes: values.yes === true,
    noInput: values.input === false,
    protected: values.protected === true,
    why: text(values, 'why'),
    timeoutMs: timeout(text(values, 'timeout')),
    color: optional(text(values, 'color'), (color) => choice('--color', color, COLORS)),
    ascii: values.ascii === true,
    config: text(values, 'config'),
    debug: debug(values.debug),
  };
  refuseMixedServices(options);
  return options;
}

/** The mock is a service of its own: no profile and no endpoint can be meant beside it. */
function refuseMixedServices(options: GlobalOptions): void {
  if (!options.mock) return;
  const flag = options.scenario === undefined ? '--mock' : '--scenario';
  if (options.endpointUrl !== undefined) throw usage(`${flag} and --endpoint-url exclude each other`);
  if (options.profiles.length > 0) throw usage(`${flag} and --profile exclude each other`);
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  if (typeof value !== 'string') return undefined;
  if (value.trim() === '') throw usage(`--${kebab(name)} needs a value`);
  return value;
}

function list(values: Values, name: string): readonly string[] {
  const items = text(values, name)?.split(',') ?? [];
  if (items.some((item) => item.trim() === '')) throw usage(`--${kebab(name)} has an empty item in its list`);
  return [...new Set(items.map((item) => item.trim()))];
}

function regions(names: readonly string[]): readonly string[] {
  for (const name of names) {
    const problem = regionProblem(name);
    if (problem) throw usage(`--region ${problem}, not '${name}'`);
  }
  return names;
}

function optional<T>(value: string | undefined, read: (value: string) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function choice<const T extends readonly string[]>(flag: string, value: string, choices: T): T[number] {
  if (choices.includes(value)) return value;
  throw usage(`${flag} must be one of ${choices.join(', ')}, not '${value}'`);
}

function endpoint(url: string | undefined): string | undefined {
  const problem = url === undefined ? undefined : urlProblem(url);
  if (url !== undefined && problem) throw usage(`--endpoint-url ${problem}, not '${withoutCredentials(url)}'`);
  return url;
}

function timeout(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const ms = parseDuration(duration);
  if (!ms) throw usage(`--timeout must be a duration such as 30s, 15m or 1h30m, not '${duration}'`);
  return ms;
}

/** Its value is optional: without one there is an empty text. */
function debug(value: unknown): GlobalOptions['debug'] {
  if (typeof value !== 'string') return undefined;
  return value === '' ? {} : { file: value };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
