import { describe, expect, it } from 'vitest';
import { Throttle } from '../../src/engine/throttle.ts';
import codedeploy from '../../src/rules/models/codedeploy.json' with { type: 'json' };
import model from '../../src/rules/models/codepipeline.json' with { type: 'json' };

/** How many calls pass at once, and how many more a second later. */
function rateOf(service: string, operation: string): [burst: number, perSecond: number] {
  let now = 0;
  const throttle = new Throttle(() => now);
  const passing = (from = '123456789012', region = 'us-east-1') => {
    for (let count = 0; ; count++) {
      try {
        throttle.take(from, region, service, operation);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded', status: 400 });
        return count;
      }
    }
  };
  const burst = passing();
  now += 1000;
  return [burst, passing()];
}

/** Spec 6.2 knows reads and writes; that these and no others are reads is [D]: they change nothing. */
const READS = [
  'GetActionType',
  'GetJobDetails',
  'GetPipeline',
  'GetPipelineExecution',
  'GetPipelineState',
  'GetThirdPartyJobDetails',
  'ListActionExecutions',
  'ListActionTypes',
  'ListDeployActionExecutionTargets',
  'ListPipelineExecutions',
  'ListPipelines',
  'ListRuleExecutions',
  'ListRuleTypes',
  'ListTagsForResource',
  'ListWebhooks',
];

describe('the throttle', () => {
  const operations = Object.keys(model.operations);

  it('6.2 every read of the list is an operation', () => {
    expect(operations).toHaveLength(44);
    expect(operations).toEqual(expect.arrayContaining(READS));
  });

  it.each(operations)('6.2 CodePipeline %s: reads 5 a second and 10 at once, writes 2 and 5', (operation) => {
    expect(rateOf('codepipeline', operation)).toEqual(READS.includes(operation) ? [10, 5] : [5, 2]);
  });

  it.each(Object.keys(codedeploy.operations))(
    '6.2 CodeDeploy %s: reads 10 a second and 20 at once, writes 2 and 5',
    (operation) => {
      expect(rateOf('codedeploy', operation)).toEqual(/^(BatchGet|Get|List)/.test(operation) ? [20, 10] : [5, 2]);
    },
  );

  it.each(['BatchGetBuilds', 'StartBuild'])('6.2 CodeBuild %s: 10 a second and 20 at once', (operation) => {
    expect(rateOf('codebuild', operation)).toEqual([20, 10]);
  });

  it.each([
    ['CreateLogStream', 50],
    ['DescribeLogStreams', 25],
    ['DescribeLogGroups', 5],
    ['CreateLogGroup', 5],
    ['DeleteLogGroup', 5],
    ['GetLogEvents', 10],
    ['FilterLogEvents', 5],
    ['PutLogEvents', 800],
  ])('6.1 Logs %s: as published, %i a second', (operation, perSecond) => {
    expect(rateOf('logs', operation)).toEqual([perSecond, perSecond]);
  });

  it('6.2 a refused call costs nothing, and a bucket holds no more than its burst', () => {
    let now = 0;
    const throttle = new Throttle(() => now);
    const passes = () => {
      try {
        throttle.take('123456789012', 'us-east-1', 'codepipeline', 'ListPipelines');
        return true;
      } catch {
        return false;
      }
    };
    const passing = (calls: number) => Array.from({ length: calls }, passes).filter(Boolean).length;
    expect(passing(100)).toBe(10);
    now += 199;
    expect(passing(100)).toBe(0);
    now += 1;
    expect(passing(100)).toBe(1);
    now += 3_600_000;
    expect(passing(100)).toBe(10);
  });
});
