/** Events that come by time alone; a stream takes them in when somebody looks at it. */
export interface LogSource {
  /** No event will come any more. */
  readonly isDone: boolean;
  /** The events up to an engine time that were not taken yet, in order; epoch milliseconds. */
  take(until: number): readonly { timestamp: number; message: string }[];
}
