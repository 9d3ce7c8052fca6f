import { beforeEach, describe, expect, it } from 'vitest';
import type { LiveTailSession, TailedEvent } from '../../../../src/engine/logs/live-tail/live-tail-session.ts';
import type { EventSink } from '../../../../src/engine/world.ts';
import { ARN, LogsHarness, linesAt, NO_GROUP, START } from '../logs-harness.ts';

interface Update {
  readonly sessionMetadata: { readonly sampled: boolean };
  readonly sessionResults: readonly TailedEvent[];
}

const REQUEST_ID = '01234567-89ab-4cde-8f01-23456789abcd';

/** Somebody who watches. */
class Watcher implements EventSink {
  readonly requestId = REQUEST_ID;
  readonly updates: Update[] = [];
  /** All that came, by name; an exception with its message. */
  readonly heard: string[] = [];
  started: object | undefined;
  isBehind = false;

  event(name: string, payload: object): void {
    this.heard.push(name);
    if (name === 'sessionStart') this.started = payload;
    else this.updates.push(payload as Update);
  }

  exception(name: string, message: string): void {
    this.heard.push(`${name}: ${message}`);
  }

  end(): void {
    this.heard.push('end');
  }

  /** The messages of each update. */
  get messages(): string[][] {
    return this.updates.map(({ sessionResults }) => sessionResults.map(({ message }) => message));
  }
}

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const G = { logGroupIdentifiers: [`${ARN}/g`] };

function session(input: object = G): LiveTailSession {
  return logs.raw('StartLiveTail', input).responseStream;
}

function watch(input: object = G): Watcher {
  const watcher = new Watcher();
  session(input).open(watcher);
  return watcher;
}

const say = (message: string, stream = 's') => logs.write([{ timestamp: logs.now, message }], stream);
const refused = (input: object) => logs.refusal('StartLiveTail', { ...G, ...input });

describe('a Live Tail session', () => {
  it('1.6 begins with what it shows', () => {
    expect(watch().started).toEqual({
      requestId: REQUEST_ID,
      sessionId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      logGroupIdentifiers: ['123456789012:/g'],
      logStreamNames: [],
      logStreamNamePrefixes: [],
      logEventFilterPattern: '',
    });
    const chosen = { logStreamNames: ['s', 't'], logEventFilterPattern: 'ERROR' };
    expect(watch({ ...G, ...chosen }).started).toMatchObject(chosen);
  });

  it('5.6 is told once a second what came in, also when that is nothing', () => {
    const watcher = watch();
    expect(watcher.updates).toEqual([]);
    say('a');
    say('b');
    logs.advance(0.999);
    expect(watcher.updates).toEqual([]);
    logs.advance(0.001);
    expect(watcher.messages).toEqual([['a', 'b']]);
    logs.advance(2);
    say('c');
    logs.advance(1);
    expect(watcher.messages).toEqual([['a', 'b'], [], [], ['c']]);
  });

  it('5.6 an event tells where it is and its times', () => {
    const watcher = watch();
    logs.advance(0.5);
    logs.put(linesAt(START - 5000));
    logs.advance(0.5);
    expect(watcher.updates).toEqual([
      {
        sessionMetadata: { sampled: false },
        sessionResults: [
          {
            logStreamName: 's',
            logGroupIdentifier: '123456789012:/g',
            message: 'x',
            timestamp: START - 5000,
            ingestionTime: START + 500,
          },
        ],
      },
    ]);
  });

  it('5.6 has only what came in after its start, whatever time it has', () => {
    say('before');
    const watcher = watch();
    logs.put([{ timestamp: START - 9000, message: 'old' }]);
    logs.put([{ timestamp: START + 9000, message: 'ahead' }]);
    logs.advance(1);
    expect(watcher.messages).toEqual([['old', 'ahead']]);
  });

  it('5.6 has what streams say by themselves, in the second in which they say it, whoever read before', () => {
    const lines = [0, 300, 1000, 1500, 2000, 3500].map((at) => ({ timestamp: START + at, message: `${at}` }));
    const source = { creationTime: START, endTime: START + 3500, order: 1, lines: () => lines };
    logs.service.attach('/g', 'build', source);
    const watcher = watch();
    const late = { ...source, order: 2, lines: () => [{ timestamp: START + 1600, message: 'late' }] };
    logs.service.attach('/g', 'other', late);
    logs.advance(0.4);
    logs.filter();
    logs.advance(0.6);
    say('written');
    logs.advance(3);
    expect(watcher.messages).toEqual([['300', '1000'], ['written', '1500', 'late', '2000'], [], ['3500']]);
    expect(watcher.updates[0]!.sessionResults[0]).toMatchObject({ logStreamName: 'build', ingestionTime: START + 300 });
  });

  it('5.6 shows the streams that were asked for, of names or prefixes, and what matches the pattern', () => {
    const all = [
      watch({ ...G, logStreamNames: ['s', 'web/1'] }),
      watch({ ...G, logStreamNamePrefixes: ['web/', 'x'] }),
      watch({ ...G, logEventFilterPattern: '-1' }),
      watch({ ...G, logStreamNames: ['nope'] }),
    ];
    say('s 1');
    say('web 1', 'web/1');
    say('web 2', 'web/2');
    logs.advance(1);
    expect(all.map(({ messages }) => messages[0])).toEqual([['s 1', 'web 1'], ['web 1', 'web 2'], ['web 2'], []]);
  });

  it('5.6 shows several groups, and none that were not asked for', () => {
    for (const name of ['/h', '/i']) {
      logs.createGroup(name);
      logs.createStream('s', name);
    }
    const watcher = watch({ logGroupIdentifiers: [`${ARN}/h`, '/g'] });
    for (const name of ['/g', '/h', '/i']) logs.put([{ timestamp: START, message: name }], 's', name);
    logs.advance(1);
    expect(watcher.messages).toEqual([['/g', '/h']]);
    expect(watcher.started).toMatchObject({ logGroupIdentifiers: ['123456789012:/h', '123456789012:/g'] });
  });

  it('5.6 goes on when a group is deleted and made again', () => {
    const watcher = watch();
    logs.call('DeleteLogGroup', { logGroupName: '/g' });
    logs.advance(1);
    logs.createGroup('/g');
    say('again');
    logs.advance(1);
    expect(watcher.messages).toEqual([[], ['again']]);
  });

  it('5.6 shows 500 events a second, and of more a sample', () => {
    const watcher = watch();
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ timestamp: logs.now, message: `${i}` }));
    logs.write(lines(500));
    logs.advance(1);
    logs.write(lines(3000));
    logs.write(lines(3000));
    logs.advance(1);
    logs.write(lines(1));
    logs.advance(1);
    expect(watcher.updates.map(({ sessionMetadata }) => sessionMetadata.sampled)).toEqual([false, true, false]);
    expect(watcher.messages.map(({ length }) => length)).toEqual([500, 500, 1]);
    // Every part of them has its share, in the order in which they came.
    const numbers = watcher.messages[1]!.map(Number);
    const second = numbers.findIndex((number, i) => i > 0 && number < numbers[i - 1]!);
    expect(second).toBeGreaterThan(150);
    expect(second).toBeLessThan(350);
    const parts = [numbers.slice(0, second), numbers.slice(second)];
    for (const part of parts) expect(part).toEqual(part.toSorted((a, b) => a - b));
  });

  it('5.6 keeps ten updates for a slow reader, drops the oldest, and sends them once it is no longer behind', () => {
    const own = session();
    const watcher = new Watcher();
    own.open(watcher);
    const quick = watch();
    say('first');
    logs.advance(1);
    watcher.isBehind = true;
    for (let i = 0; i < 15; i++) {
      say(`${i}`);
      logs.advance(1);
    }
    watcher.isBehind = false;
    own.resume();
    expect(watcher.messages.flat()).toEqual(['first', ...Array.from({ length: 10 }, (_, i) => `${i + 5}`)]);
    own.resume();
    say('last');
    logs.advance(1);
    expect(watcher.messages.at(-1)).toEqual(['last']);
    expect(quick.updates).toHaveLength(17);
  });

  it('5.6 ends after three hours with SessionTimeoutException', () => {
    const watcher = watch();
    const slow = watch();
    logs.advance(3 * 3600 - 1);
    slow.isBehind = true;
    expect(watcher.heard).toHaveLength(3 * 3600);
    logs.advance(10);
    const end = ['sessionUpdate', expect.stringMatching(/^SessionTimeoutException: /), 'end'];
    expect(watcher.heard.slice(3 * 3600)).toEqual(end);
    expect(slow.heard.slice(-3)).toEqual(end);
  });

  it('5.6 hears nothing more once its reader has gone', () => {
    const own = session();
    const watcher = new Watcher();
    own.open(watcher);
    own.close();
    say('a');
    logs.advance(5);
    own.resume();
    own.close();
    expect(watcher.heard).toEqual(['sessionStart']);
  });

  it('5.6 ends when its world does', () => {
    const watcher = watch();
    logs.service.endLiveTails();
    logs.advance(5);
    expect(watcher.heard).toEqual(['sessionStart', expect.stringMatching(/^SessionStreamingException: /), 'end']);
  });

  it('5.6 changes nothing: not the chance of others, nor what reads find', () => {
    const before = logs.world.random.state;
    watch();
    logs.write(linesAt(...Array.from({ length: 2000 }, () => START)));
    logs.advance(1);
    expect(logs.world.random.state).toBe(before);
  });
});

describe('StartLiveTail is refused', () => {
  it('5.6 for groups that do not exist or belong to another class', () => {
    expect(refused({ logGroupIdentifiers: [`${ARN}/x`] })).toBe(NO_GROUP);
    expect(refused({ logGroupIdentifiers: [`${ARN}/g`.replace('us-east-1', 'eu-west-1')] })).toBe(NO_GROUP);
    logs.createGroup('/rare', { logGroupClass: 'INFREQUENT_ACCESS' });
    logs.createGroup('/sent', { logGroupClass: 'DELIVERY' });
    for (const name of ['/rare', '/sent']) {
      expect(refused({ logGroupIdentifiers: [`${ARN}/g`, ARN + name] })).toMatch(/^InvalidOperationException: /);
    }
  });

  it('5.6 for names beside prefixes, or streams of several groups', () => {
    logs.createGroup('/h');
    const two = { logGroupIdentifiers: [`${ARN}/g`, `${ARN}/h`] };
    const [logStreamNames, logStreamNamePrefixes] = [['s'], ['s']];
    expect(refused({ logStreamNames, logStreamNamePrefixes })).toMatch(/^InvalidParameterException/);
    expect(refused({ ...two, logStreamNames })).toMatch(/^InvalidParameterException/);
    expect(refused({ ...two, logStreamNamePrefixes })).toMatch(/^InvalidParameterException/);
  });

  it('5.6 for a pattern that cannot be read', () => {
    expect(refused({ logEventFilterPattern: '{' })).toBe('InvalidParameterException: Invalid filter pattern');
  });

  it('5.6 for a sixteenth session, until another ends', () => {
    const sessions = Array.from({ length: 15 }, () => session());
    for (const one of sessions) one.open(new Watcher());
    expect(refused({})).toMatch(/^LimitExceededException: /);
    sessions[0]!.close();
    watch();
    expect(refused({})).toMatch(/^LimitExceededException: /);
  });
});
