/** An error that AWS would answer: its name, its message and the HTTP status (spec 1.3). */
export class AwsError extends Error {
  readonly status: number;
  /** What its shape has beside the message. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(name: string, message: string, status = 400, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = name;
    this.status = status;
    this.details = details;
  }
}
