import { describe, expect, it } from 'vitest';
import { awsRequest, json } from '../support/requests.ts';
import { Played } from './bundled-rig.ts';

const SECOND = 1000;

function logs(played: Played, operation: string, input: object) {
  return json(played.engine.handle(awsRequest(`Logs_20140328.${operation}`, input)));
}

/** Group and stream of the build that the stage shows. */
function streamOf(played: Played) {
  const { logStreamARN } = played.stage('firmware', 'Build').actionStates[0].latestExecution;
  const [, logGroupName, logStreamName] = /log-group:(.*):log-stream:(.*)$/.exec(logStreamARN)!;
  return { logGroupName: logGroupName!, logStreamName: logStreamName! };
}

/** All the messages between two times, page by page. */
function messages(played: Played, startTime: number, endTime: number): string[] {
  const { logGroupName, logStreamName } = streamOf(played);
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const input = { logGroupName, logStreamNames: [logStreamName], startTime, endTime, nextToken };
    const page = logs(played, 'FilterLogEvents', input);
    found.push(...page.events.map(({ message }: { message: string }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

describe('logs', () => {
  it('a thousand lines a second, every one of them once', async () => {
    const played = await Played.begin('logs');
    played.minutes(0.5);
    const now = played.engine.world.clock.now();
    const lines = messages(played, now - 10 * SECOND, now - 1);
    expect(Math.abs(lines.length - 10_000)).toBeLessThan(20);
    const numbers = lines.map((line) => Number(/^\[(\d+)\//.exec(line)?.[1]));
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
    expect(lines.filter((line) => line.includes('warning')).length).toBeGreaterThan(2000);
  });

  it('ends like any other build', async () => {
    const played = await Played.begin('logs');
    played.minutes(4);
    expect(played.statuses('firmware')[0]).toBe('Succeeded');
    const { events } = logs(played, 'GetLogEvents', { ...streamOf(played), limit: 20 });
    expect(events.map(({ message }: { message: string }) => message).join('\n')).toContain(
      'Phase complete: POST_BUILD',
    );
  });
});
