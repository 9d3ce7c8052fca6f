import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AUTHORIZATION, awsRequest } from '../support/requests.ts';
import { Played } from './bundled-rig.ts';

const ACCOUNTS = ['123456789012', '210987654321', '345678901234'];
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-2'];

/** Asks CodePipeline in a place, with keys of its account. */
function ask(played: Played, account: string, region: string, operation: string, input: object) {
  const authorization = AUTHORIZATION.replace('AKIAEXAMPLE', account).replace('us-east-1', region);
  const request = awsRequest(`CodePipeline_20150709.${operation}`, input, { authorization });
  return JSON.parse(played.engine.handle(request).body);
}

describe('fleet', () => {
  it('has 500 pipelines in twelve places, and is a small file', async () => {
    const played = await Played.begin('fleet');
    const counts = ACCOUNTS.flatMap((account) =>
      REGIONS.map((region) => ask(played, account, region, 'ListPipelines', {}).pipelines.length),
    );
    expect(counts).toEqual([60, ...Array(11).fill(40)]);
    expect(statSync(new URL('../../../fixtures/scenarios/fleet.yaml', import.meta.url)).size).toBeLessThan(5000);
  });

  it('each place has what failed, what waits, and what went well', async () => {
    const played = await Played.begin('fleet');
    const state = (account: string, region: string, name: string) =>
      ask(played, account, region, 'GetPipelineState', { name }).stageStates[1].latestExecution?.status;
    for (const account of ACCOUNTS) {
      for (const region of REGIONS) {
        const names = ['service-07', 'service-08', 'release-15'];
        expect(names.map((name) => state(account, region, name))).toEqual(['Failed', 'Succeeded', 'InProgress']);
      }
    }
    expect(state(ACCOUNTS[0]!, REGIONS[0]!, 'batch-20')).toBe('InProgress');
  });

  it('an approval in one place lets nothing out in another', async () => {
    const played = await Played.begin('fleet');
    const [, other] = ACCOUNTS;
    const name = 'release-03';
    const { stageStates } = ask(played, other!, 'eu-west-1', 'GetPipelineState', { name });
    const { token } = stageStates[1].actionStates[0].latestExecution;
    const place = { pipelineName: name, stageName: 'Approval', actionName: 'Approve', token };
    const answer = { ...place, result: { status: 'Approved', summary: 'seen' } };
    expect(ask(played, other!, 'us-west-2', 'PutApprovalResult', answer).__type).toContain('InvalidApprovalToken');
    ask(played, other!, 'eu-west-1', 'PutApprovalResult', answer);
    played.minutes(2);
    const status = (region: string) =>
      ask(played, other!, region, 'ListPipelineExecutions', { pipelineName: name }).pipelineExecutionSummaries[0]
        .status;
    expect([status('eu-west-1'), status('us-west-2')]).toEqual(['Succeeded', 'InProgress']);
  });
});
