/** What every client is made with: the endpoint is the program's first argument. */
export const config = {
  region: 'us-east-1',
  endpoint: process.argv[2],
  credentials: { accessKeyId: 'operator', secretAccessKey: 'mock' },
  maxAttempts: 1,
};

/** Prints an answer as a script would. */
export function print(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
