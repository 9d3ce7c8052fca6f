import { auditFile } from '../../config/paths.ts';
import { Fault, usage } from '../../domain/fault.ts';
import { didYouMean } from '../../domain/nearest.ts';
import { fileTrouble } from '../../files/file-trouble.ts';
import { OPERATION_NAMES } from '../../operations/plan.ts';
import type { AuditFilter, AuditReading } from '../../policy/read-audit.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { momentOf } from '../moment.ts';
import { wholeNumber } from '../whole-number.ts';

export const audit: CommandSpec = {
  path: ['audit'],
  summary: 'what was changed with Signalbox from this machine: when, by whom, why, and what became of it',
  arguments: [],
  options: [
    {
      flags: '--since <TIME>',
      description: 'only from 2h, 3d ... ago on, or from a time such as 2026-11-27T14:02Z on',
    },
    { flags: '--until <TIME>', description: 'only up to then' },
    { flags: '--pipeline <GLOB>', description: 'only pipelines whose name matches', repeatable: true },
    {
      flags: '--operation <NAME>',
      description: `one of ${OPERATION_NAMES.join(', ')}`,
      repeatable: true,
      choices: OPERATION_NAMES,
    },
    { flags: '--who <GLOB>', description: 'only callers whose ARN, or the name at its end, matches', repeatable: true },
    { flags: '--execution <ID>', description: 'only what began or concerned this execution; its beginning is enough' },
    { flags: '--failed', description: 'only what failed, or of which it is not known whether it was done' },
    { flags: '--limit <N>', description: 'only the newest so many' },
    { flags: '--file <FILE>', description: 'another audit log than that of this machine, such as an older one' },
  ],
  examples: [
    { command: 'signalbox audit --since 8h', meaning: 'what happened in this shift' },
    { command: "signalbox audit --pipeline 'pay*' --failed --output json", meaning: 'for a post-mortem' },
    { command: 'signalbox audit --output ndjson', meaning: 'everything, one change a line' },
  ],
  noun: 'changes',
  async run(invocation) {
    const filter = filterOf(invocation);
    const { changes, unreadable, loose } = await reading(invocation, filter);
    const { changeDocument } = await import('../documents/change-document.ts');
    const { changesText } = await import('../render/changes-text.ts');
    if (loose) invocation.note('everybody on this machine may change the audit log: chmod o-w takes that away');
    if (unreadable > 0) invocation.note(`${linesText(unreadable)} of the audit log could not be read`);
    return { value: changes.map(changeDocument), text: (sheet) => changesText(changes, sheet) };
  },
};

function linesText(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

function filterOf({ flags, host }: Invocation): AuditFilter {
  const since = momentOf('--since', flags.text('since'), host.wall());
  const until = momentOf('--until', flags.text('until'), host.wall());
  if (since !== undefined && until !== undefined && since > until) throw usage('--since is later than --until');
  return {
    since,
    until,
    pipelines: flags.list('pipeline'),
    operations: flags.list('operation').map(operationNamed),
    who: flags.list('who'),
    execution: executionId('--execution', flags.text('execution')),
    failed: flags.on('failed'),
    limit: wholeNumber('--limit', flags.text('limit')),
  };
}

function operationNamed(name: string): string {
  if ((OPERATION_NAMES as readonly string[]).includes(name)) return name;
  throw usage(`--operation: there is no operation ${name}${didYouMean(name, OPERATION_NAMES)}`);
}

/** Nothing was ever written where there is no file yet, unless somebody has named it. */
async function reading({ flags, host, note }: Invocation, filter: AuditFilter): Promise<AuditReading> {
  const named = flags.text('file');
  const file = named ?? auditFile(host.env);
  const { readAudit } = await import('../../policy/read-audit.ts');
  try {
    return await readAudit(file, filter);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    if (named !== undefined) throw unreadableFile(`--file ${file} cannot be read: ${fileTrouble(thrown)}`);
    if (code !== 'ENOENT') throw unreadableFile(`the audit log ${file} cannot be read: ${fileTrouble(thrown)}`);
    note(`nothing was changed yet: the audit log ${file} is not there`);
    return { changes: [], unreadable: 0, loose: false };
  }
}

function unreadableFile(message: string): Fault {
  return new Fault({ kind: 'usage', code: 'AuditLogUnreadable', message });
}
