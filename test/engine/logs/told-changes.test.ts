import { describe, expect, it } from 'vitest';
import { LogsHarness, numbered } from './logs-harness.ts';

describe('the journal of CloudWatch Logs', () => {
  it('tells of each change in the form in which EventBridge has the calls that CloudTrail saw', () => {
    const harness = new LogsHarness();
    harness.call('PutRetentionPolicy', { logGroupName: '/g', retentionInDays: 7 });
    const [group, stream, retention] = harness.events();
    expect(group).toMatchObject({ source: 'aws.logs', 'detail-type': 'AWS API Call via CloudTrail', resources: [] });
    expect([group, stream, retention].map((event) => event!.detail.eventName)).toEqual([
      'CreateLogGroup',
      'CreateLogStream',
      'PutRetentionPolicy',
    ]);
    expect(retention!.detail).toMatchObject({
      eventSource: 'logs.amazonaws.com',
      eventTime: retention!.time,
      awsRegion: retention!.region,
      recipientAccountId: retention!.account,
      requestParameters: { logGroupName: '/g', retentionInDays: 7 },
      userIdentity: { type: 'IAMUser', accountId: retention!.account },
      readOnly: false,
    });
  });

  it('tells of nothing that was refused, read or written into a stream', () => {
    const harness = new LogsHarness();
    const before = harness.events().length;
    harness.put(numbered(3));
    harness.get();
    harness.refusal('CreateLogGroup', { logGroupName: '/g' });
    expect(harness.events()).toHaveLength(before);
  });

  it('tells of what was deleted', () => {
    const harness = new LogsHarness();
    harness.call('DeleteLogGroup', { logGroupName: '/g' });
    expect(harness.events().at(-1)!.detail).toMatchObject({
      eventName: 'DeleteLogGroup',
      requestParameters: { logGroupName: '/g' },
    });
  });
});
