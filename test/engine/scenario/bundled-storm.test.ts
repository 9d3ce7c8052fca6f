import { describe, expect, it } from 'vitest';
import { awsRequest, control } from '../support/requests.ts';
import { Played } from './bundled-rig.ts';

describe('storm', () => {
  const call = (played: Played, operation: string, input: object) =>
    played.engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input));

  /** Asks until it is told, as an SDK does. */
  const ask = (played: Played, operation: string, input: object) => {
    for (;;) {
      const { status, body } = call(played, operation, input);
      if (status === 200) return JSON.parse(body);
      expect(body).toContain('ThrottlingException');
    }
  };
  const stage = (played: Played, name: string) =>
    ask(played, 'GetPipelineState', { name: 'orders' }).stageStates.find(
      ({ stageName }: { stageName: string }) => stageName === name,
    );

  it('some calls are throttled and some are slow', async () => {
    const played = await Played.begin('storm');
    const answers = Array.from({ length: 200 }, () => call(played, 'GetPipelineState', { name: 'orders' }));
    const throttled = answers.filter(({ body }) => body.includes('ThrottlingException')).length;
    const slow = answers.filter(({ status, delayMs = 0 }) => status === 200 && delayMs > 0).length;
    for (const count of [throttled, slow]) {
      expect(count).toBeGreaterThan(20);
      expect(count).toBeLessThan(80);
    }
    const builds = played.engine.handle(awsRequest('CodeBuild_20161006.BatchGetBuilds', { ids: ['orders-build:1'] }));
    expect(builds.body).toContain('AccessDeniedException');
  });

  it('the release goes out all the same', async () => {
    const played = await Played.begin('storm');
    const { pipelineExecutionId, status } = stage(played, 'Build').latestExecution;
    expect(status).toBe('Failed');
    const retry = { pipelineName: 'orders', stageName: 'Build', pipelineExecutionId, retryMode: 'FAILED_ACTIONS' };
    expect(call(played, 'RetryStageExecution', retry).close).toBe(true);
    expect(call(played, 'RetryStageExecution', retry).body).toMatch(/StageNotRetryable|Conflict/);
    played.minutes(2);
    const { token } = stage(played, 'Approval').actionStates[0].latestExecution;
    const place = { pipelineName: 'orders', stageName: 'Approval', actionName: 'Approve', token };
    const answer = { ...place, result: { status: 'Approved', summary: 'seen' } };
    expect(call(played, 'PutApprovalResult', answer).status).toBe(503);
    expect(call(played, 'PutApprovalResult', answer).status).toBe(200);
    played.minutes(2);
    const { pipelineExecutionSummaries } = ask(played, 'ListPipelineExecutions', { pipelineName: 'orders' });
    expect(pipelineExecutionSummaries[0].status).toBe('Succeeded');
  });

  it('begins anew with a reset, and is over in an empty account', async () => {
    const played = await Played.begin('storm');
    const rules = () => control(played.engine, 'GET', 'faults').answer.rules.length;
    const all = rules();
    expect(all).toBeGreaterThan(3);
    control(played.engine, 'PUT', 'faults', { rules: [] });
    control(played.engine, 'POST', 'reset');
    expect(rules()).toBe(all);
    control(played.engine, 'POST', 'reset', { scenario: 'none' });
    expect(rules()).toBe(0);
  });
});
