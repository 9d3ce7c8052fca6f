/** What a benchmark found, printed as one line of JSON. */
export interface Figure {
  readonly figure: string;
  /** Against a floor or a peer that was measured in the same run. */
  readonly ratio?: number;
  /** In `unit`, where there is nothing to measure against. */
  readonly value?: number;
  readonly limit: number;
  /** Whether it is within the limit. */
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

/** A figure that cannot be had on this machine. */
export interface Skipped {
  readonly figure: string;
  readonly skipped: string;
}
