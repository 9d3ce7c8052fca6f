import { beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/aws/session.ts';
import { Fault } from '../../src/domain/fault.ts';
import { Live } from '../../src/live/live.ts';
import type { Need, Pace } from '../../src/live/need.ts';
import type { Site } from '../../src/live/site.ts';
import { ManualTiming, settled } from '../support/manual-timing.ts';

const PLACE = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };

function site(kind: Site['kind'] = 'aws'): Site {
  return {
    place: PLACE,
    kind,
    principal: 'arn:aws:iam::123456789012:user/a',
    session: { close() {}, clock: { speed: 1 } } as Session,
  };
}

/** A need whose answers a test gives one by one. */
class Question<T> implements Need<T> {
  readonly key: string;
  readonly place = PLACE;
  readonly asked: { answer(value: T): void; fail(fault: Fault): void }[] = [];
  outdated: readonly Need<unknown>[] = [];
  readonly #every: number | undefined;

  constructor(key: string, every?: number) {
    this.key = key;
    this.#every = every;
  }

  fetch(): Promise<T> {
    return new Promise((answer, fail) => this.asked.push({ answer, fail }));
  }

  interval(_value: T, _pace: Pace): number | undefined {
    return this.#every;
  }

  outdates(): readonly Need<unknown>[] {
    return this.outdated;
  }

  async answer(value: T): Promise<void> {
    this.asked.at(-1)?.answer(value);
    await settled();
  }

  async fail(fault: Fault): Promise<void> {
    this.asked.at(-1)?.fail(fault);
    await settled();
  }
}

const THROTTLED = () =>
  new Fault({
    kind: 'unreachable',
    code: 'ThrottlingException',
    message: 'Rate exceeded',
    throttled: true,
    retryable: true,
  });
const AWAY = () => new Fault({ kind: 'unreachable', code: 'ECONNREFUSED', message: 'nobody', retryable: true });
const DENIED = () => new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'no' });

describe('the live store', () => {
  let timing: ManualTiming;
  let live: Live;

  beforeEach(() => {
    timing = new ManualTiming();
    live = new Live([site()], timing);
  });

  it('asks nothing that nobody watches', async () => {
    const question = new Question<number>('q', 1000);
    live.snapshot(question);
    await timing.advance(60_000);
    expect(question.asked).toHaveLength(0);
  });

  it('makes one request of the same need of two screens', async () => {
    const [one, same] = [new Question<number>('q'), new Question<number>('q')];
    let told = 0;
    live.watch(one, () => told++);
    live.watch(same, () => told++);
    await settled();
    expect([one.asked.length, same.asked.length]).toEqual([1, 0]);
    told = 0;
    await one.answer(7);
    expect(told).toBe(2);
    expect(live.snapshot(same).value).toBe(7);
  });

  it('asks again after the interval while it is watched, and not after', async () => {
    const question = new Question<number>('q', 5000);
    const stop = live.watch(question, () => {});
    await settled();
    await question.answer(1);
    await timing.advance(4999);
    expect(question.asked).toHaveLength(1);
    await timing.advance(1);
    expect(question.asked).toHaveLength(2);
    await question.answer(1);
    stop();
    await timing.advance(60_000);
    expect(question.asked).toHaveLength(2);
  });

  it('6.3 knows how often in a row an answer brought nothing new', async () => {
    const paces: number[] = [];
    class Paced extends Question<number> {
      override interval(_?: unknown, pace?: Pace): number {
        paces.push(pace?.unchanged ?? -1);
        return 1000;
      }
    }
    const question = new Paced('q');
    live.watch(question, () => {});
    for (const value of [1, 1, 1, 2, 2]) {
      await timing.advance(1000);
      await question.answer(value);
    }
    expect(paces).toEqual([0, 1, 2, 0, 1]);
  });

  it('asks sooner for what somebody looks at closer than before', async () => {
    class Closer extends Question<number> {
      override interval(_value: number, { priority }: Pace): number {
        return priority === 'front' ? 5000 : 30_000;
      }
    }
    const question = new Closer('q');
    live.watch(question, () => {}, 'visible');
    await settled();
    await question.answer(1);
    await timing.advance(4000);
    live.watch(question, () => {}, 'front');
    await timing.advance(999);
    expect(question.asked).toHaveLength(1);
    await timing.advance(1);
    expect(question.asked).toHaveLength(2);
  });

  it('tells nobody when the answer is the same, yet knows how old it is', async () => {
    const question = new Question<{ a: number }>('q', 1000);
    let told = 0;
    live.watch(question, () => told++);
    await settled();
    await question.answer({ a: 1 });
    const before = told;
    const value = live.snapshot(question).value;
    await timing.advance(1000);
    await question.answer({ a: 1 });
    expect(told).toBe(before);
    expect(live.snapshot(question).value).toBe(value);
    expect(live.snapshot(question).at).toBe(1000);
  });

  it('keeps the last good value beside an error', async () => {
    const question = new Question<number>('q', 1000);
    live.watch(question, () => {});
    await settled();
    await question.answer(1);
    await timing.advance(1000);
    await question.fail(DENIED());
    expect(live.snapshot(question)).toMatchObject({ value: 1, at: 0, error: { code: 'AccessDeniedException' } });
    await timing.advance(30_000);
    await question.answer(2);
    expect(live.snapshot(question)).toMatchObject({ value: 2 });
    expect(live.snapshot(question).error).toBeUndefined();
  });

  it('backs off longer each time the service throttles', async () => {
    const question = new Question<number>('q', 1000);
    live.watch(question, () => {});
    await settled();
    const waits: number[] = [];
    for (let failure = 0; failure < 4; failure++) {
      const asked = question.asked.length;
      const failedAt = timing.monotonic();
      await question.fail(THROTTLED());
      while (question.asked.length === asked) await timing.advance(50);
      waits.push(timing.monotonic() - failedAt);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[3]).toBeGreaterThan(waits[0] as number);
  });

  it('tells what becomes of a read that failed, without a name', async () => {
    const told: unknown[] = [];
    live = new Live([site()], timing, (decision) => told.push(decision));
    const question = new Question<number>('aws/1/eu-west-1/storefront state', 1000);
    const close = live.watch(question, () => {});
    await settled();
    await question.fail(THROTTLED());
    while (question.asked.length === 1) await timing.advance(50);
    close();
    await question.fail(THROTTLED());
    const common = { need: 'state', region: PLACE.region, error: 'ThrottlingException', throttled: true };
    expect(told).toEqual([
      { decision: 'repeat', attempt: 1, afterMs: expect.any(Number), ...common },
      { decision: 'give-up', attempt: 2, afterMs: undefined, ...common },
    ]);
  });

  it('keeps at most three requests in flight and serves the front first', async () => {
    const back = [1, 2, 3, 4, 5].map((n) => new Question<number>(`b${n}`));
    const front = new Question<number>('front');
    for (const question of back) live.watch(question, () => {}, 'background');
    live.watch(front, () => {}, 'front');
    await settled();
    const inFlight = [front, ...back].filter((question) => question.asked.length > 0);
    expect(inFlight).toHaveLength(3);
    expect(inFlight).toContain(front);
  });

  it('reads afresh even while an older request is under way', async () => {
    const question = new Question<number>('q');
    live.watch(question, () => {});
    await settled();
    let read: number | undefined;
    void live.read(question).then((value) => {
      read = value;
    });
    await question.answer(1);
    expect(read).toBeUndefined();
    await question.answer(2);
    expect(read).toBe(2);
  });

  it('repeats a read that found nobody, and gives up in the end', async () => {
    const question = new Question<number>('q');
    const outcome = live.read(question).catch((fault: Fault) => fault.code);
    for (let tries = 0; tries < 6; tries++) {
      await timing.advance(30_000);
      await question.fail(AWAY());
    }
    expect(await outcome).toBe('ECONNREFUSED');
    expect(question.asked).toHaveLength(6);
  });

  it('6.3 a read that is throttled goes on while anything is answered, and five minutes longer', async () => {
    const [question, other] = [new Question<number>('q'), new Question<number>('other', 1000)];
    let code: string | undefined;
    let told = '';
    live.read(question).catch((fault: Fault) => {
      code = fault.code;
      told = fault.message;
    });
    live.watch(other, () => {});
    const throttleFor = async (milliseconds: number, answer: boolean) => {
      const end = timing.monotonic() + milliseconds;
      while (timing.monotonic() < end && code === undefined) {
        await timing.advance(1000);
        if (answer) await other.answer(timing.monotonic());
        await question.fail(THROTTLED());
      }
    };
    await throttleFor(20 * 60_000, true);
    expect(code).toBeUndefined();
    await throttleFor(4 * 60_000, false);
    expect(code).toBeUndefined();
    await throttleFor(2 * 60_000, false);
    expect(code).toBe('ThrottlingException');
    expect(told).toMatch(/; nothing was answered for 5 minutes: try again later$/);
  });

  it('does not repeat a read that is refused', async () => {
    const question = new Question<number>('q');
    const outcome = live.read(question).catch((fault: Fault) => fault.code);
    await settled();
    await question.fail(DENIED());
    expect(await outcome).toBe('AccessDeniedException');
    await timing.advance(120_000);
    expect(question.asked).toHaveLength(1);
  });

  it('asks again what a change elsewhere has put out of date', async () => {
    const history = new Question<number>('history');
    const state = new Question<number>('state', 1000);
    state.outdated = [history];
    live.watch(history, () => {});
    live.watch(state, () => {});
    await settled();
    await history.answer(1);
    await state.answer(1);
    expect(history.asked).toHaveLength(2);
  });

  it('is idle when everything is answered, and says so', async () => {
    const question = new Question<number>('q', 1000);
    let rested = 0;
    live.onIdle(() => rested++);
    live.watch(question, () => {});
    await settled();
    expect(live.idle).toBe(false);
    await question.answer(1);
    expect(live.idle).toBe(true);
    expect(rested).toBe(1);
  });

  it('asks for everything on the screen again when it is told to', async () => {
    const question = new Question<number>('q');
    live.watch(question, () => {});
    await settled();
    await question.answer(1);
    live.refresh();
    await settled();
    expect(question.asked).toHaveLength(2);
  });

  describe('changes by the dozen', () => {
    /** A change whose answers a test gives one by one. */
    class Change {
      readonly sent: { answer(value: string): void; fail(fault: Fault): void }[] = [];
      readonly done: Promise<string>;

      constructor() {
        this.done = live.perform(PLACE, () => new Promise<string>((answer, fail) => this.sent.push({ answer, fail })));
        this.done.catch(() => {});
      }
    }

    it('6.3 are in flight three at most, with what is read, and before it', async () => {
      const question = new Question<number>('q');
      const changes = [new Change(), new Change(), new Change(), new Change()];
      void live.read(question);
      await settled();
      expect(changes.map(({ sent }) => sent.length)).toEqual([1, 1, 1, 0]);
      expect(live.idle).toBe(false);
      changes[1]?.sent[0]?.answer('done');
      await expect(changes[1]?.done).resolves.toBe('done');
      await settled();
      expect(changes.map(({ sent }) => sent.length)).toEqual([1, 1, 1, 1]);
      expect(question.asked).toHaveLength(0);
      for (const { sent } of changes) sent[0]?.answer('done');
      await settled();
      expect(question.asked).toHaveLength(1);
    });

    it('6.3 wait when they are throttled, and are sent again, for five minutes at most', async () => {
      const change = new Change();
      await settled();
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        expect(change.sent).toHaveLength(attempt);
        change.sent.at(-1)?.fail(THROTTLED());
        await settled();
        expect(live.idle).toBe(attempt === 6);
        await timing.advance(60_000);
      }
      await expect(change.done).rejects.toMatchObject({ code: 'ThrottlingException' });
      expect(change.sent).toHaveLength(6);
    });

    it('are sent once when their answer was lost, or they were refused', async () => {
      const lost = new Fault({ kind: 'unreachable', code: 'ECONNRESET', message: 'hang up', retryable: true });
      for (const fault of [lost, DENIED()]) {
        const change = new Change();
        await settled();
        change.sent[0]?.fail(fault);
        await expect(change.done).rejects.toBe(fault);
        await timing.advance(60_000);
        expect(change.sent).toHaveLength(1);
      }
    });

    it('spend the budget of the place like everything else', async () => {
      for (let sent = 0; sent < 40; sent += 1) {
        const change = new Change();
        await settled();
        change.sent[0]?.answer('done');
        await settled();
      }
      expect(live.traffic(PLACE).callsPerMinute).toBe(30);
      await timing.advance(1000);
      expect(live.traffic(PLACE).callsPerMinute).toBe(33);
    });
  });
});
