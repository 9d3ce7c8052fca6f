import { beforeEach, describe, expect, it } from 'vitest';
import { Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox iam-policy', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
  });

  it('prints a document that IAM can be given as it is, and the same in the envelope', async () => {
    const scope = ['--pipeline', 'shop-*', '--account', '123456789012', '--region', 'eu-west-1'];
    const { code, out, err } = await run(rig, ['iam-policy', 'read', ...scope]);
    expect([code, err]).toEqual([0, '']);
    const policy = JSON.parse(out);
    expect(policy.Statement[0]).toMatchObject({
      Sid: 'Pipelines',
      Action: expect.arrayContaining(['codepipeline:GetPipelineState']),
      Resource: ['arn:aws:codepipeline:eu-west-1:123456789012:shop-*'],
    });
    expect((await runJson(rig, ['iam-policy', 'read', ...scope])).document.policy).toEqual(policy);
  });

  it('asks nobody, and says what to apply needs beside', async () => {
    const { err } = await run(rig, ['iam-policy', 'operate']);
    expect(err).toContain('iam:PassRole');
    expect(rig.sent).toEqual([]);
  });

  it.each([
    [['admin'], 'LEVEL must be read or operate'],
    [['read', '--pipeline', 'a/b'], "--pipeline must be made of letters, digits, . @ _ - and of * and ?, not 'a/b'"],
    [['read', '--account', '1234-5678-9012'], '--account must be an account id of 12 digits'],
  ])('%j is 2', async (words, says) => {
    const { code, out, err } = await run(rig, ['iam-policy', ...words]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });
});
