import { readFileSync, writeFileSync } from 'node:fs';
import type { CommandSpec } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/command-table.ts';
import { EXIT_CODES } from '../src/cli/exit-codes.ts';
import { GLOBAL_OPTIONS } from '../src/cli/global-options.ts';
import { usageLine } from '../src/cli/help.ts';
import { NOUNS, type NounSpec } from '../src/cli/schema/nouns.ts';
import type { JsonSchema } from '../src/cli/schema/shape.ts';

const FILE = new URL('../docs/commands.md', import.meta.url);

const INTRODUCTION = `# The scripted mode

Made from the table of commands by \`node scripts/commands-doc.ts\`; a test fails when it is stale.

\`signalbox\` alone opens the console. With a command it does one thing, prints one result and ends with one exit code.
Data goes to stdout and messages to stderr. There is no colour where stdout is no terminal, with \`NO_COLOR\`, or with \`TERM=dumb\`.

A command that changes something prints its plan and asks. Where nobody can be asked (stdin is no terminal, or
\`--no-input\`) it needs \`--yes\`. \`--dry-run\` prints the plan and sends nothing.`;

const DOCUMENTS = `## Documents

\`--output json\` and \`yaml\` print one document:

    {"schema":"signalbox/1","source":{"kind","endpoint","accounts":[],"regions":[]},"at","errors":[],NOUN:…}

\`source.kind\` is \`aws\`, \`mock\` or \`endpoint\`. Times are ISO-8601 in UTC by the service's clock, durations are seconds, and
what is not known is null. Every member is always there. When one of several accounts or regions does not answer, the
document holds what there is, \`errors\` says \`code\`, \`message\`, \`account\`, \`region\`, \`pipeline\` and \`exitCode\` of each that
failed, and the first of these is the exit code. Control and bidirectional characters are escaped. An error that leaves nothing
is the same document with \`errors\` and an empty noun; where it is not known which command is meant, without a noun.
[document.schema.json](schema/document.schema.json) and [line.schema.json](schema/line.schema.json) say all of this to a validator.

A reader who goes away (\`| head\`) ends a command quietly with 0, unless it had ended otherwise before. When stdout cannot be
written for any other reason, such as a full disk, that is one line on stderr, and 70 instead of 0.

\`--output ndjson\` prints one object a line: the items of a list, or for \`watch\`, \`start --watch\` and \`logs -f\` every change as
\`{"at","type","pipeline","stage","action","executionId","from","to","summary"}\` with the type \`execution\`, \`stage\`, \`action\`,
\`approval\`, \`transition\` or \`log\`, and last \`{"type":"result",…}\`. A stage that an execution waits to enter is \`Inbound\`. Those of \`deployment --watch\` have the type
\`deployment\` or \`target\` and also name the \`deploymentId\` and the \`target\`; of at most 25 targets every lifecycle event is told, of
more how each begins and ends.

\`--query\` is JMESPath as of \`aws --query\`. It sees the whole document, under ndjson each line. As text, a text is printed bare, a
list of scalars on a line with tabs between them, a list of such lists a line each, anything else and null as JSON; a stream
prints nothing before its end then. An expression that is wrong is a usage error before anything is read or sent. Where a function
does not take what it is given, \`null\` is printed and stderr says why: that is 2, but a change that was made keeps its code.

${nounTable()}

\`health\` is the first that holds: \`Unknown\` (no answer), \`Failed\`, \`Waiting\` (for a person), \`InProgress\`, \`Frozen\` (a closed
transition), \`Stopped\` (also cancelled), \`Succeeded\`, \`Idle\` (never ran).

The \`state\` of an explained stage is \`empty\`, \`through\`, \`moving\`, \`waiting\` (for a person or a deployment), \`failed\` or \`ended\`. A
\`cause\`, and a \`transition\` that is closed, is {kind, actions[], by, since, deadline, code, reason, executionId, position, resumes, deploymentId,
deploymentStatus, condition, rules[{name, status, summary}]}. Its kind is \`approval\`, \`deployment\`, \`condition\`, \`running\`, \`failed\`,
\`stopping\`, \`stopped\`, \`cancelled\` or \`skipped\`; in front of a stage \`transition\`, \`locked\` (\`executionId\` is in it), \`queue\`
(\`position\`, behind \`executionId\`) or \`passing\`. \`resumes\` is false when the transition was closed for more than 30 days: opening it then lets
nothing go on. \`when.kind\` is \`approved\`, \`rejected\`, \`finishes\`, \`met\`, \`unmet\`, \`opened\`, \`retried\` or \`arrives\`; an outcome is \`enters\`,
\`goes-on\`, \`waits\`, \`succeeds\`, \`fails\`, \`skips\`, \`rolled-back\`, \`superseded\`, \`not-resumed\` or \`not-retryable\`. In PARALLEL mode
there is an entry of \`stages\` for each execution that is not over: the stage where it is.

To a stage a revision is \`live\` (the last that succeeded there), \`in\` it, \`waiting\` in front of it, or it has \`failed\`, was
\`stopped\` or \`cancelled\` there, \`was\` live, has \`skipped\` it, was \`superseded\` in front of it, is still to come (\`ahead\`), or has
\`never\` come there. Where several executions carry it, the first of these that holds is told.

\`updatedAt\` is the last activity: when the newest execution, or an action of any stage, changed last. For a pipeline that never
ran it is when its definition was changed.`;

/** A row a noun: what prints it, and its members in the order of the documents. */
function nounTable(): string {
  const rows = Object.entries<NounSpec>(NOUNS).map(([noun, { about, shape }]) => {
    const commands = COMMANDS.filter((spec) => spec.noun === noun).map(({ path }) => `\`${path.join(' ')}\``);
    return `| \`${noun}\` | ${commands.join(', ')} | ${about} | ${membersOf(shape.schema)} |`;
  });
  return ['| noun | of | | members |', '|---|---|---|---|', ...rows].join('\n');
}

/** `name, stages[{name, status}]`: of a list those of its items. */
function membersOf({ properties, items }: JsonSchema): string {
  if (items) return membersOf(items as JsonSchema);
  const members = Object.entries((properties ?? {}) as Record<string, JsonSchema>);
  return members.map(([name, schema]) => `${name}${withinText(schema)}`).join(', ');
}

function withinText({ type, items, properties }: JsonSchema): string {
  const types = [type].flat();
  if (types.includes('array')) return `[${withinText(items as JsonSchema)}]`;
  return types.includes('object') ? `{${membersOf({ properties })}}` : '';
}

/** The text of docs/commands.md. */
export function commandsDoc(): string {
  const parts = [INTRODUCTION, '## Commands', ...COMMANDS.map(commandSection), globalSection(), exitCodes(), DOCUMENTS];
  return `${parts.join('\n\n')}\n`;
}

function commandSection(spec: CommandSpec): string {
  const entries = [
    ...spec.arguments.map(({ name, description }) => `| \`${name.slice(1, -1)}\` | ${description} |`),
    ...spec.options.map(({ flags, description }) => `| \`${flags}\` | ${description} |`),
  ];
  const examples = spec.examples.map(({ command, meaning }) => `    # ${meaning}\n    ${command}`);
  return [
    `### \`${usageLine(spec)}\``,
    `${spec.summary.charAt(0).toUpperCase()}${spec.summary.slice(1)}.`,
    ...(spec.note === undefined ? [] : [spec.note]),
    ...(entries.length === 0 ? [] : [['| | |', '|---|---|', ...entries].join('\n')]),
    examples.join('\n'),
  ].join('\n\n');
}

function globalSection(): string {
  const rows = GLOBAL_OPTIONS.map(
    ({ flags, description }) => `| \`${flags.replaceAll('|', '\\|')}\` | ${description} |`,
  );
  return ['## Options of every command', ['| | |', '|---|---|', ...rows].join('\n')].join('\n\n');
}

function exitCodes(): string {
  const rows = EXIT_CODES.map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return ['## Exit codes', ['| code | meaning |', '|---|---|', ...rows].join('\n')].join('\n\n');
}

/** What is in the repository now. */
export function storedCommandsDoc(): string {
  return readFileSync(FILE, 'utf8');
}

if (import.meta.main) writeFileSync(FILE, commandsDoc());
