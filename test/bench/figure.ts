/** What a benchmark found, printed as one line of JSON. */
export interface Figure {
  readonly figure: string;
  readonly ratio: number;
  readonly limit: number;
  /** Whether it is within the limit. */
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}
