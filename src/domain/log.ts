/** A line of a log, already sanitised. `timestamp` is epoch milliseconds by its writer's clock. */
export interface LogLine {
  readonly timestamp: number;
  readonly message: string;
}
