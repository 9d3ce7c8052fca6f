import { type Packed, pack, unpack } from './packed.ts';

/** What a service reports when something changes; the journal adds the envelope (spec 2.14). */
export interface Happening {
  source: 'aws.codepipeline' | 'aws.codebuild' | 'aws.codedeploy' | 'aws.logs' | 'aws.sns';
  detailType: string;
  account: string;
  region: string;
  resources: string[];
  /** A function makes it whenever it is read, always the same: what is large need not be kept. */
  detail: Detail | (() => Detail);
}

type Detail = Record<string, unknown>;

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

/** Entries that are packed, but for those whose detail is made when it is read. */
interface Block {
  readonly packed: Packed<Entry | null>;
  readonly made: readonly Entry[];
}

const KEPT = 100_000;

/** How many of the newest are at hand; those before are packed, a block at a time. */
const LOOSE = 2000;
const BLOCK = 200;

/** Every state change of the engine, in order; the newest {@link KEPT} are kept (engine-control: events). */
export class Journal {
  #blocks: Block[] = [];
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
    if (this.#entries.length >= LOOSE + BLOCK) this.#blocks.push(packed(this.#entries.splice(0, BLOCK)));
    if (this.#size >= KEPT + BLOCK) this.#blocks.shift();
  }

  get lastSequence(): number {
    return this.#sequence;
  }

  get firstKept(): number {
    return Math.max(1, this.#sequence - Math.min(this.#size, KEPT) + 1);
  }

  /** Events after a sequence number, or undefined when some of them are no longer kept. */
  after(sequence: number): JournalEvent[] | undefined {
    if (sequence + 1 < this.firstKept) return undefined;
    const first = this.#sequence - this.#size + 1;
    const skip = Math.max(0, sequence + 1 - first);
    const skippedBlocks = Math.min(Math.floor(skip / BLOCK), this.#blocks.length);
    const entries = [...this.#blocks.slice(skippedBlocks).flatMap(unpacked), ...this.#entries];
    return entries.slice(skip - skippedBlocks * BLOCK).map((entry, i) => {
      const number = first + skip + i;
      return inFull(entry, number, this.#idOf(number));
    });
  }

  get #size(): number {
    return this.#blocks.length * BLOCK + this.#entries.length;
  }
}

function isMade({ happening }: Entry): boolean {
  return typeof happening.detail === 'function';
}

function packed(entries: readonly Entry[]): Block {
  return { packed: pack(entries.map((entry) => (isMade(entry) ? null : entry))), made: entries.filter(isMade) };
}

function unpacked({ packed, made }: Block): Entry[] {
  const others = made.values();
  return unpack(packed).map((entry) => entry ?? others.next().value!);
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
    detail: typeof happening.detail === 'function' ? happening.detail() : happening.detail,
  };
}
