import { describe, expect, it } from 'vitest';
import { OPERATIONS, type OperationId, READS } from '../../src/aws/operation-ids.ts';
import { iamPolicy } from '../../src/policy/iam-policy.ts';

const EVERYTHING = { accounts: [], regions: [], pipelines: [] };

/** Whether IAM would let a call through: `*` and `?` match as in its policies. */
function allows(policy: ReturnType<typeof iamPolicy>, action: string, resource: string): boolean {
  const glob = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    );
  return policy.Statement.some(
    ({ Action, Resource }) => Action.includes(action) && Resource.some((pattern) => glob(pattern).test(resource)),
  );
}

const actions = (policy: ReturnType<typeof iamPolicy>) => policy.Statement.flatMap(({ Action }) => Action).sort();

describe('the policy', () => {
  it('of who reads holds every read, that of who operates every operation, each once', () => {
    expect(actions(iamPolicy('read', EVERYTHING))).toEqual([...READS].sort());
    expect(actions(iamPolicy('operate', EVERYTHING))).toEqual((Object.keys(OPERATIONS) as OperationId[]).sort());
  });

  it.each(['read', 'operate'] as const)('to %s is one that IAM takes', (level) => {
    const policy = iamPolicy(level, { ...EVERYTHING, pipelines: ['shop-*', 'pay?'] });
    expect(Object.keys(policy)).toEqual(['Version', 'Statement']);
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
    for (const { Sid, Effect, Action, Resource, ...others } of policy.Statement) {
      expect([Sid, Effect, others]).toEqual([expect.stringMatching(/^[A-Za-z0-9]+$/), 'Allow', {}]);
      expect(Action.length * Resource.length).toBeGreaterThan(0);
      for (const resource of Resource) expect(resource).toMatch(/^(\*|arn:aws:[a-z]+:\*:\*:\S+)$/);
    }
    const sids = policy.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
  });

  it('lets through what is called of the pipelines that are meant, and nothing of others', () => {
    const scope = { accounts: ['123456789012'], regions: ['eu-west-1', 'cn-north-1'], pipelines: ['shop-*', 'pay?'] };
    const policy = iamPolicy('operate', scope);
    const arn = (name: string, place = 'aws:codepipeline:eu-west-1:123456789012') => `arn:${place}:${name}`;
    const may = (action: string, resource: string) => allows(policy, `codepipeline:${action}`, resource);
    expect(may('StartPipelineExecution', arn('shop-web'))).toBe(true);
    expect(may('StopPipelineExecution', arn('pays'))).toBe(true);
    expect(may('GetPipelineState', arn('shop-web', 'aws-cn:codepipeline:cn-north-1:123456789012'))).toBe(true);
    expect(may('RetryStageExecution', arn('shop-web/Prod'))).toBe(true);
    expect(may('PutApprovalResult', arn('shop-web/Gate/Approve'))).toBe(true);
    expect(may('ListPipelines', arn('shop-web'))).toBe(true);
    for (const resource of [
      arn('lab'),
      arn('shop-web', 'aws:codepipeline:eu-west-2:123456789012'),
      arn('shop-web', 'aws:codepipeline:eu-west-1:210987654321'),
    ]) {
      expect(may('StartPipelineExecution', resource)).toBe(false);
      expect(may('DisableStageTransition', `${resource}/Prod`)).toBe(false);
      expect(may('PutApprovalResult', `${resource}/Gate/Approve`)).toBe(false);
    }
    // An approval needs the action, not its stage.
    expect(may('PutApprovalResult', arn('shop-web/Gate'))).toBe(false);
    expect(allows(iamPolicy('read', scope), 'codepipeline:StartPipelineExecution', arn('shop-web'))).toBe(false);
  });

  it('is refused where it would be longer than IAM takes', () => {
    const pipelines = Array.from({ length: 60 }, (_, index) => `a-pipeline-with-a-long-name-${index}`);
    expect(() => iamPolicy('operate', { ...EVERYTHING, pipelines })).toThrow(/IAM takes 6144: name fewer pipelines/);
  });
});
