/** A line that a stream holds without anybody writing it; epoch milliseconds. */
export interface SourceLine {
  readonly timestamp: number;
  readonly message: string;
}

/** What a stream says by itself: known from its start, and there from its time on. It is made when somebody looks, not kept. */
export interface LogSource {
  /** When its stream came into being, epoch milliseconds. */
  readonly creationTime: number;
  /** Tells it from the other sources of the region, from 1 on: the order of what they say in the same millisecond. */
  readonly order: number;
  /** After this time it says nothing more, epoch milliseconds. */
  readonly endTime: number;
  /** What all its events count for, once somebody asked when all of them were there. */
  allBytes?: number;
  /** In order of time. */
  lines(): readonly SourceLine[];
}
