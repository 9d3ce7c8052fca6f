import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inPipeline } from '../../src/domain/subject.ts';
import { AuditLog } from '../../src/policy/audit-log.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox audit', () => {
  let folder: string;
  let env: { XDG_STATE_HOME: string };
  let rig: Rig;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    env = { XDG_STATE_HOME: folder };
    rig = await Rig.open();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const log = (id: string, at: string, why?: string) =>
    new AuditLog({
      file: join(folder, 'signalbox', 'audit.jsonl'),
      required: true,
      wall: () => Date.parse(at),
      newId: () => id,
      pid: 4711,
      version: '1.2.3',
      why,
      warn: (line) => {
        throw new Error(line);
      },
    });
  const approve = (id: string, at: string, why?: string, executionId = 'e1a2f0c0-1') => {
    const subject = inPipeline(rig.id('payments'), { stage: 'Gate', action: 'Approve', executionId });
    const change = { operation: 'approve', request: 'codepipeline:PutApprovalResult', subject, text: 'fine' } as const;
    return log(id, at, why).attempt(change, rig.live.site(rig.id('payments')));
  };

  it('prints a row a change, the oldest first, and what could not be read on stderr', async () => {
    approve('a', '2026-11-27T01:00:00Z', 'INC-7')({ phase: 'succeeded' });
    approve('b', '2026-11-27T02:00:00Z')({ phase: 'failed', error: { code: 'InvalidApprovalToken', message: 'no' } });
    approve('c', '2026-11-27T02:30:00Z');
    approve('d', '2026-11-27T02:40:00Z')({ phase: 'unknown', error: { code: 'ECONNRESET', message: 'gone' } });
    const { code, out } = await run(rig, ['audit'], { env });
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      expect.stringMatching(/^AT +WHO +OPERATION +WHAT +WHERE +OUTCOME +WHY$/),
      expect.stringMatching(
        /^2026-11-27T01:00:00Z +operator +approve +payments Gate\/Approve e1a2f0 +1234-5678-9012 eu-west-1 MOCK +succeeded +INC-7; fine$/,
      ),
      expect.stringMatching(/ failed: InvalidApprovalToken +fine$/),
      expect.stringMatching(/ not known: the process ended +fine$/),
      expect.stringMatching(/ not known: the answer was lost +fine$/),
      '',
    ]);
  });

  it('takes a few lines a change on a narrow terminal, where no time and no place may be cut', async () => {
    approve('a', '2026-11-27T01:00:00Z', 'INC-7')({ phase: 'succeeded' });
    const { out } = await run(rig, ['audit', '--color', 'never'], { env, columns: 60 });
    expect(out.split('\n')).toEqual([
      '2026-11-27T01:00:00Z  approve  succeeded',
      '    payments Gate/Approve e1a2f0 by operator',
      '    1234-5678-9012 eu-west-1 MOCK',
      '    INC-7; fine',
      '',
    ]);
    const wide = await run(rig, ['audit', '--color', 'never'], { env, columns: 200 });
    expect(wide.out).toMatch(/^AT +WHO/);
  });

  it('gives every member of a change in a document', async () => {
    approve('a', '2026-11-27T01:00:00Z', 'INC-7')({ phase: 'succeeded', requestId: 'r-1' });
    const { document } = await runJson(rig, ['audit'], { env });
    expect(document.changes).toEqual([
      {
        ...{ id: 'a', at: '2026-11-27T01:00:00.000Z', endedAt: '2026-11-27T01:00:00.000Z', outcome: 'succeeded' },
        ...{ operation: 'approve', request: 'codepipeline:PutApprovalResult' },
        ...{ principal: 'arn:aws:iam::123456789012:user/operator', profile: null, source: 'mock', endpoint: null },
        ...{ account: '123456789012', region: 'eu-west-1', pipeline: 'payments', stage: 'Gate', action: 'Approve' },
        ...{ executionId: 'e1a2f0c0-1', application: null, deploymentGroup: null, deploymentId: null },
        ...{ text: 'fine', why: 'INC-7', requestId: 'r-1', error: null, version: '1.2.3' },
      },
    ]);
    const { out } = await run(rig, ['audit', '--output', 'ndjson'], { env });
    expect(JSON.parse(out)).toEqual(document.changes[0]);
  });

  it.each([
    [['--since', '90m'], ['b']],
    [['--until', '2026-11-27T01:30'], ['a']],
    [['--since', '2026-11-27', '--limit', '1'], ['b']],
    [
      ['--pipeline', 'pay*', '--operation', 'approve', '--who', 'operator', '--execution', 'e1a2f0'],
      ['a', 'b'],
    ],
    [['--operation', 'reject'], []],
    [['--failed'], ['b']],
  ])('%j', async (flags, ids) => {
    approve('a', '2026-11-27T01:00:00Z')({ phase: 'succeeded' });
    approve('b', '2026-11-27T02:00:00Z');
    const { document } = await runJson(rig, ['audit', ...flags], { env });
    expect(document.changes.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it.each([
    [['--since', 'yesterday'], '--since must be a duration such as 15m'],
    [['--until', '2026-02-31'], '--until must be a duration'],
    [['--since', '1h', '--until', '2h'], '--since is later than --until'],
    [['--operation', 'aprove'], 'there is no operation aprove (did you mean approve?)'],
    [['--limit', '0'], '--limit must be a whole number'],
    [['--file', '/nowhere.jsonl'], '--file /nowhere.jsonl cannot be read: there is no such file'],
  ])('%j is 2', async (flags, says) => {
    const { code, out, err } = await run(rig, ['audit', ...flags], { env });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });

  it('is a part of the document of an incident review, for the execution alone', async () => {
    rig.aws('CreatePipeline', gatedPipeline('payments'));
    const [first] = rig.aws('ListPipelineExecutions', { pipelineName: 'payments' }).pipelineExecutionSummaries as {
      pipelineExecutionId: string;
    }[];
    const id = first!.pipelineExecutionId;
    approve('a', '2026-11-27T01:00:00Z', 'INC-7', id)({ phase: 'succeeded', requestId: 'r-1' });
    approve('b', '2026-11-27T02:00:00Z', '| x |');
    const document = ['execution', 'payments', id, '--markdown'];
    const { code, out, err } = await run(rig, document, { env });
    expect([code, err]).toEqual([0, '']);
    expect(out.split('## Changed with Signalbox\n\n')[1]?.split('\n\n')[0]?.split('\n')).toEqual([
      '| Time (UTC) | Change | Who | Why | Outcome | Request |',
      '|---|---|---|---|---|---|',
      '| 2026-11-27T01:00:00.000Z | approve Gate/Approve | operator | INC-7; fine | succeeded | `r-1` |',
    ]);
    expect((await run(rig, document)).out).not.toContain('Changed with');
  });

  it('is empty where nothing was ever written, and says so', async () => {
    const { code, document, err } = await runJson(rig, ['audit'], { env });
    expect([code, document.changes]).toEqual([0, []]);
    expect(err).toMatch(/nothing was changed yet: the audit log .*audit\.jsonl is not there\n$/);
  });

  it('is 2 where the file is none that can be read', async () => {
    mkdirSync(join(folder, 'signalbox', 'audit.jsonl'), { recursive: true });
    const { code, err } = await run(rig, ['audit'], { env });
    expect(code).toBe(2);
    expect(err).toContain('cannot be read');
  });
});
