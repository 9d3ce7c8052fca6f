import { describe, expect, it } from 'vitest';
import { awaitActionLog } from '../../../src/cli/logs/await-action-log.ts';
import { Exact } from '../../../src/domain/exact.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type { ActionLog } from '../../../src/live/action-log.ts';
import type { Live } from '../../../src/live/live.ts';
import type { Snapshot } from '../../../src/live/snapshot.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };
const OF = { stage: 'Build', action: 'Compile', executionId: 'e1' };
const BUILD: ActionLog['build'] = { id: 'web:1', status: 'IN_PROGRESS', phases: [] };
const REF = { group: new Exact('g'), stream: new Exact('s'), text: 'g s' };

function run(status: 'InProgress' | 'Failed'): NonNullable<ActionLog['run']> {
  const none = { inputs: [], outputs: [], outputVariables: {}, configuration: {} };
  return { ...OF, actionExecutionId: 'a1', status, ...none };
}

/** A live store of one answer, which a test replaces. */
class OneAnswer {
  #snapshot: Snapshot<ActionLog> = { refreshing: true };
  #onChange = () => {};
  watched = false;

  readonly live = {
    snapshot: () => this.#snapshot,
    watch: (_: unknown, onChange: () => void) => {
      this.#onChange = onChange;
      this.watched = true;
      return () => {
        this.watched = false;
      };
    },
  } as unknown as Live;

  say(snapshot: Partial<Snapshot<ActionLog>>): void {
    this.#snapshot = { refreshing: false, ...snapshot };
    this.#onChange();
  }
}

describe('a log that has not begun yet', () => {
  it('is waited for, also through throttling', async () => {
    const answer = new OneAnswer();
    const found = awaitActionLog(answer.live, ID, OF, new AbortController().signal);
    answer.say({ value: { run: run('InProgress'), build: BUILD, none: 'queued' } });
    answer.say({ error: new Fault({ kind: 'unreachable', code: 'Throttling', message: 'm', retryable: true }) });
    answer.say({ value: { run: run('InProgress'), build: BUILD, ref: REF } });
    expect((await found).ref).toBe(REF);
    expect(answer.watched).toBe(false);
  });

  it('is given up when the run has ended without one', async () => {
    const answer = new OneAnswer();
    const found = awaitActionLog(answer.live, ID, OF, new AbortController().signal);
    answer.say({ value: { run: run('Failed'), build: BUILD, none: 'never began' } });
    expect(await found).toMatchObject({ none: 'never began' });
  });

  it('ends with a fault that waiting does not mend', async () => {
    const answer = new OneAnswer();
    const found = awaitActionLog(answer.live, ID, OF, new AbortController().signal);
    const fault = new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'expired' });
    answer.say({ error: fault });
    await expect(found).rejects.toBe(fault);
  });

  it('ends when it is interrupted', async () => {
    const [answer, interrupt] = [new OneAnswer(), new AbortController()];
    const found = awaitActionLog(answer.live, ID, OF, interrupt.signal);
    const reason = new Error('interrupted');
    interrupt.abort(reason);
    await expect(found).rejects.toBe(reason);
    expect(answer.watched).toBe(false);
  });
});
