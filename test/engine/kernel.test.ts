import { describe, expect, it } from 'vitest';
import { Behaviors } from '../../src/engine/behaviors.ts';
import { Journal } from '../../src/engine/journal.ts';
import { Random } from '../../src/engine/random.ts';
import { emptyEngine } from './support/requests.ts';
import { NOW } from './support/small-world.ts';

describe('chance', () => {
  it('1.7 the same seed gives the same version 4 UUIDs', () => {
    const [one, two, other] = [new Random(7), new Random(7), new Random(8)];
    const ids = Array.from({ length: 20 }, () => one.uuid());
    expect(Array.from({ length: 20 }, () => two.uuid())).toEqual(ids);
    expect(other.uuid()).not.toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(20);
  });

  it('hexadecimal and alphanumeric texts have the length that is asked for', () => {
    const random = new Random(1);
    expect(random.hex(40)).toMatch(/^[0-9a-f]{40}$/);
    expect(random.hex(7)).toMatch(/^[0-9a-f]{7}$/);
    expect(random.alphanumeric(7)).toMatch(/^[A-Za-z0-9]{7}$/);
  });

  it('whole numbers stay below their bound and reach all of it', () => {
    const random = new Random(1);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(5)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('behaviours', () => {
  it('later rules win, and an absent key matches anything', () => {
    const behaviors = new Behaviors();
    const [first, second] = [{ match: {} }, { match: { pipeline: 'web' } }];
    behaviors.replace([first, second]);
    expect(behaviors.take({ pipeline: 'web', stage: 'Build' })).toBe(second);
    expect(behaviors.take({ pipeline: 'api' })).toBe(first);
  });

  it('a key that the subject does not have never matches', () => {
    const behaviors = new Behaviors();
    behaviors.replace([{ match: { lifecycleEvent: '*' } }]);
    expect(behaviors.take({ pipeline: 'web' })).toBeUndefined();
  });

  it('a thing of which only some rules speak takes from those alone', () => {
    const behaviors = new Behaviors();
    const [about, other] = [
      { match: { target: 'i-*' }, times: 2 },
      { match: { action: '*' }, times: 2 },
    ];
    behaviors.replace([about, other]);
    expect(behaviors.take({ action: 'Ship', target: 'i-1' }, 'target')).toBe(about);
    expect(behaviors.list().map(({ times }) => times)).toEqual([1, 2]);
  });

  it('a rule whose times are used up is passed over and tells so', () => {
    const behaviors = new Behaviors();
    behaviors.append([{ match: {} }, { match: {}, times: 1, outcome: 'fail' }]);
    expect(behaviors.take({})?.outcome).toBe('fail');
    expect(behaviors.take({})?.outcome).toBeUndefined();
    expect(behaviors.list()[1]).toEqual({ match: {}, times: 0, outcome: 'fail' });
  });
});

describe('the journal', () => {
  const happening = {
    source: 'aws.sns',
    detailType: 'x',
    account: '1',
    region: 'r',
    resources: [],
    detail: {},
  } as const;

  it('2.14 puts each happening into the envelope of EventBridge, in seconds', () => {
    const journal = new Journal(
      () => Date.parse('2026-03-02T09:00:00.678Z'),
      (sequence) => `id of ${sequence}`,
    );
    journal.append({ ...happening, resources: ['arn'], detail: { state: 'STARTED' } });
    expect(journal.after(0)).toEqual([
      {
        sequence: 1,
        version: '0',
        id: 'id of 1',
        'detail-type': 'x',
        source: 'aws.sns',
        account: '1',
        time: '2026-03-02T09:00:00Z',
        region: 'r',
        resources: ['arn'],
        detail: { state: 'STARTED' },
      },
    ]);
  });

  it('keeps the newest 100,000 at least, and says when some are gone', () => {
    const journal = new Journal(() => 0, String);
    for (let i = 0; i < 250_000; i++) journal.append({ ...happening, resources: [], detail: {} });
    expect(journal.lastSequence).toBe(250_000);
    expect(journal.firstKept).toBe(150_001);
    expect(journal.after(149_999)).toBeUndefined();
    expect(journal.after(249_998)!.map(({ sequence }) => sequence)).toEqual([249_999, 250_000]);
    expect(journal.after(150_000)).toHaveLength(100_000);
  });

  it('gives old events like new ones, from any place on', () => {
    let now = 0;
    const journal = new Journal(() => now, String);
    for (let i = 1; i <= 5000; i++) {
      now = i * 1000;
      journal.append({ ...happening, resources: [`arn:${i}`], detail: { number: i, list: [], text: 'é ✓' } });
    }
    const all = journal.after(0)!;
    expect(all).toHaveLength(5000);
    for (const [index, event] of all.entries()) {
      const number = index + 1;
      expect(event).toEqual({
        ...event,
        sequence: number,
        id: String(number),
        time: new Date(number * 1000).toISOString().replace('.000', ''),
        resources: [`arn:${number}`],
        detail: { number, list: [], text: 'é ✓' },
      });
    }
    for (const place of [1, 199, 200, 201, 2799, 2800, 2801, 3000, 4999, 5000]) {
      expect(journal.after(place)).toEqual(all.slice(place));
    }
  });
});

describe('an engine that makes a mistake in something that falls due', () => {
  it('reports it and lets happen what falls due beside it', async () => {
    const reported: unknown[] = [];
    const engine = await emptyEngine({ report: (error) => reported.push(error) });
    const { clock } = engine.world;
    const ran: number[] = [];
    const mistake = new TypeError('a mistake');
    const fail = () => {
      throw mistake;
    };
    clock.after(1000, fail);
    clock.after(1000, () => ran.push(clock.now()));
    clock.after(2000, fail);
    clock.after(3000, () => ran.push(clock.now()));
    engine.bringTo(NOW + 5000);
    expect(reported).toEqual([mistake, mistake]);
    expect(ran).toEqual([NOW + 1000, NOW + 3000]);
    expect(clock.now()).toBe(NOW + 5000);
  });
});
