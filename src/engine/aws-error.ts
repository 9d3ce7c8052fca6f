/** An error that AWS would answer: its name, its message and the HTTP status (spec 1.3). */
export class AwsError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}
