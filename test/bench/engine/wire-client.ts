import { Agent, request } from 'node:http';

const CONNECTIONS = 4;
const ACCESS_KEY = 'AKIAIOSFODNN7EXAMPLE';

interface Call {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The least client that can ask an AWS endpoint: a few kept connections, and headers that only look signed. */
export class WireClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  readonly #endpoint: string;

  /** `http://127.0.0.1:4599` */
  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** The answer's text; rejects unless it is a success. `body` is the input in JSON. */
  codePipeline(operation: string, body: string, region = 'us-east-1'): Promise<string> {
    return this.#json('codepipeline', `CodePipeline_20150709.${operation}`, body, region);
  }

  /** The same, of a call of CloudWatch Logs. */
  logs(operation: string, body: string | Uint8Array): Promise<string> {
    return this.#json('logs', `Logs_20140328.${operation}`, body, 'us-east-1');
  }

  /** A call of the query protocol, as IAM has it. */
  iam(parameters: Readonly<Record<string, string>>): Promise<string> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      authorization: authorization('iam', 'us-east-1'),
    };
    return this.#send({ headers, body: new URLSearchParams(parameters).toString() });
  }

  /** Makes the calls, each connection one after the other. */
  async all<T>(items: readonly T[], call: (item: T) => Promise<unknown>): Promise<void> {
    const waiting = items.values();
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        for (const item of waiting) await call(item);
      }),
    );
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #json(service: string, target: string, body: string | Uint8Array, region: string): Promise<string> {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: authorization(service, region),
    };
    return this.#send({ headers, body });
  }

  #send({ headers, body }: Call): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        agent: this.#agent,
        method: 'POST',
        headers: { ...headers, 'x-amz-date': '20260105T080000Z', 'content-length': Buffer.byteLength(body) },
      };
      const sent = request(this.#endpoint, options, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${answer.statusCode}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function authorization(service: string, region: string): string {
  const scope = `${ACCESS_KEY}/20260105/${region}/${service}/aws4_request`;
  const signature = '0'.repeat(64);
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${signature}`;
}
