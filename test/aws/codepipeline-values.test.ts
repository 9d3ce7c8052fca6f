import { describe, expect, it } from 'vitest';
import { definitionOf, pipelineStateOf, summaryText } from '../../src/aws/codepipeline-values.ts';
import { logStreamOfArn } from '../../src/aws/names.ts';
import { exactValue } from '../../src/domain/exact.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };

describe('values of CodePipeline', () => {
  it('keep an approval token exact, and out of every text', () => {
    const state = pipelineStateOf(
      {
        stageStates: [
          {
            stageName: 'Gate',
            actionStates: [{ actionName: 'Approve', latestExecution: { status: 'InProgress', token: 'secret\u202e' } }],
          },
        ],
      },
      ID,
    );
    const token = state.stages[0]?.actions[0]?.token;
    expect(token && exactValue(token)).toBe('secret\u202e');
    expect(JSON.stringify(state)).not.toContain('secret');
  });

  it('2.5 an absent transition member counts as open', () => {
    const state = pipelineStateOf({ stageStates: [{ stageName: 'Source' }] }, ID);
    expect(state.stages[0]?.transition).toMatchObject({ enabled: true });
  });

  it('show the one inbound execution of older answers and all of newer ones', () => {
    const inboundExecution = { pipelineExecutionId: 'a', status: 'InProgress' as const };
    const other = { pipelineExecutionId: 'b', status: 'InProgress' as const };
    const inbound = (stage: object) =>
      pipelineStateOf({ stageStates: [{ stageName: 'S', ...stage }] }, ID).stages[0]?.inbound.map(
        (one) => one.executionId,
      );
    expect(inbound({ inboundExecution })).toEqual(['a']);
    expect(inbound({ inboundExecution, inboundExecutions: [inboundExecution, other] })).toEqual(['a', 'b']);
    expect(inbound({ inboundExecutions: [] })).toEqual([]);
  });

  it('2.8 show the conditions of a stage in the order of their checks, whether they were checked or not', () => {
    const rule = {
      ruleName: 'quiet',
      latestExecution: { status: 'Failed' as const, summary: 'so\u001b[2J', errorDetails: { message: 'loud' } },
    };
    const at = new Date(5000);
    const stageStates = [
      {
        stageName: 'Prod',
        onSuccessConditionState: {
          conditionStates: [
            { latestExecution: { status: 'Failed' as const, lastStatusChange: at }, ruleStates: [rule] },
          ],
        },
        beforeEntryConditionState: { conditionStates: [{ ruleStates: [{ ruleName: 'window' }] }] },
      },
    ];
    expect(pipelineStateOf({ stageStates }, ID).stages[0]?.conditions).toEqual([
      { place: 'beforeEntry', rules: [{ name: 'window' }] },
      {
        place: 'onSuccess',
        status: 'Failed',
        since: 5000,
        rules: [{ name: 'quiet', status: 'Failed', summary: 'loud' }],
      },
    ]);
  });

  it('9 take the commit message out of a connection summary, and nothing else', () => {
    expect(summaryText('{"ProviderType":"GitHub","CommitMessage":"Fix\\u001b[31m VAT\\n\\nbody"}')).toBe(
      'Fix VAT\n\nbody',
    );
    expect(summaryText('{"braces": in a message}')).toBe('{"braces": in a message}');
    expect(summaryText('{"CommitMessage":"not a connection"}')).toBe('{"CommitMessage":"not a connection"}');
    expect(summaryText('')).toBeUndefined();
  });

  it('1.7 read a log stream off its ARN, also one with a slash in its name', () => {
    const arn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codebuild/web:log-stream:prefix/3f-1';
    const ref = logStreamOfArn(arn);
    expect(ref && [exactValue(ref.group), exactValue(ref.stream)]).toEqual(['/aws/codebuild/web', 'prefix/3f-1']);
    expect(logStreamOfArn('arn:aws:logs:eu-west-1:123456789012:log-group:x')).toBeUndefined();
  });

  it('keep the definition as the service sent it', () => {
    const pipeline = { name: 'web', roleArn: 'r', version: 4, stages: [] };
    expect(exactValue(definitionOf({ pipeline }, ID).document)).toBe(JSON.stringify({ pipeline }));
  });
});
