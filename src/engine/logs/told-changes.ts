import type { Caller, Operation, World } from '../world.ts';

/** What changes something that lasts, but for the log events themselves: CloudTrail tells of no PutLogEvents. */
const CHANGES: readonly string[] = [
  'CreateLogGroup',
  'DeleteLogGroup',
  'PutRetentionPolicy',
  'DeleteRetentionPolicy',
  'PutLogGroupDeletionProtection',
  'CreateLogStream',
  'DeleteLogStream',
  'PutMetricFilter',
  'DeleteMetricFilter',
  'TagResource',
  'UntagResource',
  'TagLogGroup',
  'UntagLogGroup',
];

/**
 * These operations, and each change that they make told to the journal. CloudWatch Logs sends no events of its own: what
 * EventBridge has of it are the calls that CloudTrail saw. The members of the detail are [R]; ids of requests are left out.
 */
export function telling(
  operations: Readonly<Record<string, Operation>>,
  { journal, clock }: Pick<World, 'journal' | 'clock'>,
): Readonly<Record<string, Operation>> {
  const told = CHANGES.map((name): [string, Operation] => [
    name,
    (input, caller) => {
      const answer = operations[name]!(input, caller);
      const { account, region } = caller;
      journal.append({
        source: 'aws.logs',
        detailType: 'AWS API Call via CloudTrail',
        account,
        region,
        resources: [],
        detail: detailOf(name, input, caller, clock.now()),
      });
      return answer;
    },
  ]);
  return { ...operations, ...Object.fromEntries(told) };
}

function detailOf(eventName: string, requestParameters: object, { account, region, arn }: Caller, now: number) {
  return {
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', arn, accountId: account, userName: arn.split('/').at(-1) },
    eventTime: `${new Date(now).toISOString().slice(0, 19)}Z`,
    eventSource: 'logs.amazonaws.com',
    eventName,
    awsRegion: region,
    requestParameters,
    responseElements: null,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}
