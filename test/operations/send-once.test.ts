import { beforeEach, describe, expect, it } from 'vitest';
import { Fault, stale } from '../../src/domain/fault.ts';
import { inPipeline } from '../../src/domain/subject.ts';
import { type Change, sendOnce } from '../../src/operations/send-once.ts';
import { Protection } from '../../src/policy/protection.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

describe('sending a change', () => {
  let rig: Rig;
  let sent: number;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    sent = 0;
  });

  const change = (): Change<object> => ({
    operation: 'start',
    request: 'codepipeline:StartPipelineExecution',
    subject: inPipeline(rig.id('web')),
    text: 'release',
    send: async () => {
      sent += 1;
      return { requestId: 'r-1', executionId: 'e-1' };
    },
    lookAgain: async () => ({ made: undefined, now: '' }),
  });

  it('is written down before it is sent, and what became of it after', async () => {
    await sendOnce(rig.operations, change());
    expect(rig.audited).toMatchObject([
      { phase: 'attempted', operation: 'start', text: 'release' },
      { phase: 'succeeded', requestId: 'r-1', executionId: 'e-1' },
    ]);
  });

  it('is not sent when it cannot be written down', async () => {
    const full = {
      ...rig.operations,
      audit: {
        attempt: () => {
          throw new Error('disk full');
        },
      },
    };
    await expect(sendOnce(full, change())).rejects.toThrow('disk full');
    expect(sent).toBe(0);
  });

  it('is not sent into a protected environment, until that is unlocked and while the unlock lasts', async () => {
    const environment = { name: 'production', account: '1234*', pipeline: 'w?b' };
    const protection = new Protection([environment], () => rig.timing.monotonic());
    const deps = { ...rig.operations, protection };
    const refused = { kind: 'refused-here', code: 'ProtectedEnvironment', exitCode: 8 };
    await expect(sendOnce(deps, change())).rejects.toMatchObject(refused);
    expect([sent, rig.audited]).toEqual([0, []]);
    protection.unlock('production', 'INC-7', 60_000);
    await sendOnce(deps, change());
    expect(rig.audited[0]).toMatchObject({ why: 'INC-7' });
    await rig.timing.advance(60_000);
    await expect(sendOnce(deps, change())).rejects.toMatchObject(refused);
    expect(sent).toBe(1);
  });

  it('says what stands there now when somebody else was faster', async () => {
    const late: Change<object> = {
      ...change(),
      send: () => Promise.reject(stale('InvalidApprovalTokenException', 'It has expired.')),
      lookAgain: async () => ({ made: undefined, now: 'Gate/Approve is Failed by ines' }),
    };
    await expect(sendOnce(rig.operations, late)).rejects.toMatchObject({
      kind: 'stale',
      code: 'InvalidApprovalTokenException',
      message: 'It has expired; Gate/Approve is Failed by ines',
    });
    const unseen = {
      ...late,
      lookAgain: () => Promise.reject(new Fault({ kind: 'unreachable', code: 'E', message: 'm' })),
    };
    await expect(sendOnce(rig.operations, unseen)).rejects.toMatchObject({ kind: 'stale', message: 'It has expired.' });
  });
});
