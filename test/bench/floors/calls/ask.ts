/** What every client is made with: the endpoint is the program's first argument, an id the second. */
export const config = {
  region: 'us-east-1',
  endpoint: process.argv[2],
  credentials: { accessKeyId: 'operator', secretAccessKey: 'mock' },
  maxAttempts: 1,
};

export const id = process.argv[3];

/** Prints an answer, or an error, as a script would. */
export function print(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
