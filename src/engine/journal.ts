/** What a service reports when something changes; the journal adds the envelope (spec 2.14). */
export interface Happening {
  source: 'aws.codepipeline' | 'aws.codebuild' | 'aws.codedeploy' | 'aws.sns';
  detailType: string;
  account: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** A line of the journal: an EventBridge event and its place in the order of all. */
export interface JournalEvent {
  sequence: number;
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

interface Entry {
  readonly time: number;
  readonly happening: Happening;
}

const KEPT = 100_000;

/** Every state change of the engine, in order; the newest {@link KEPT} are kept (engine-control: events). */
export class Journal {
  #entries: Entry[] = [];
  #sequence = 0;
  readonly #now: () => number;
  readonly #idOf: (sequence: number) => string;

  /** `now` in epoch milliseconds; the same sequence number has the same id. */
  constructor(now: () => number, idOf: (sequence: number) => string) {
    this.#now = now;
    this.#idOf = idOf;
  }

  append(happening: Happening): void {
    this.#sequence += 1;
    this.#entries.push({ time: this.#now(), happening });
    // Trimmed in blocks, so that appending stays cheap.
    if (this.#entries.length >= KEPT * 1.1) this.#entries.splice(0, this.#entries.length - KEPT);
  }

  get lastSequence(): number {
    return this.#sequence;
  }

  get firstKept(): number {
    return Math.max(1, this.#sequence - Math.min(this.#entries.length, KEPT) + 1);
  }

  /** Events after a sequence number, or undefined when some of them are no longer kept. */
  after(sequence: number): JournalEvent[] | undefined {
    if (sequence + 1 < this.firstKept) return undefined;
    const first = this.#sequence - this.#entries.length + 1;
    const skip = Math.max(0, sequence + 1 - first);
    return this.#entries.slice(skip).map((entry, i) => {
      const number = first + skip + i;
      return inFull(entry, number, this.#idOf(number));
    });
  }
}

/** The event as EventBridge has it; made when somebody reads it, since most are never read. */
function inFull({ time, happening }: Entry, sequence: number, id: string): JournalEvent {
  return {
    sequence,
    version: '0',
    id,
    'detail-type': happening.detailType,
    source: happening.source,
    account: happening.account,
    time: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: happening.region,
    resources: happening.resources,
    detail: happening.detail,
  };
}
