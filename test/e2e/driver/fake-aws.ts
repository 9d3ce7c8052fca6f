import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked for with which key. */
export interface Asked {
  readonly what: string;
  /** The access key that signed it; absent where nobody signed. */
  readonly key: string | undefined;
  readonly body: string;
}

const KEYS = (id: string) => ({
  AccessKeyId: id,
  SecretAccessKey: 's',
  SessionToken: 't',
  Expiration: '2099-01-01T00:00:00Z',
});

/**
 * Everything that gives credentials, on one loopback port: STS, the portal of SSO, the metadata services of containers and
 * instances; and a CodePipeline without pipelines. It gives keys that are named after where they come from.
 */
export class FakeAws {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  /** Says no instead, with the error's name and message, by what is asked. */
  readonly refusals = new Map<string, { name: string; message: string }>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const what = this.#what(request, body);
        const key = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
        this.asked.push({ what, key, body });
        const { status = 200, type = 'application/json', text } = this.#answer(what, body, key);
        response.writeHead(status, { 'content-type': type }).end(text);
      });
    });
  }

  static async start(): Promise<FakeAws> {
    const fake = new FakeAws();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** With which keys the pipelines were listed. */
  get listedWith(): (string | undefined)[] {
    return this.asked.filter(({ what }) => what === 'ListPipelines').map(({ key }) => key);
  }

  #what({ url = '/', headers }: IncomingMessage, body: string): string {
    const target = headers['x-amz-target'];
    if (typeof target === 'string') return target.split('.')[1] ?? '';
    return /Action=(\w+)/.exec(body)?.[1] ?? url.split('?')[0] ?? url;
  }

  #answer(what: string, body: string, key: string | undefined): { status?: number; type?: string; text: string } {
    const refusal = this.refusals.get(what);
    if (refusal) return this.#refuse(what, refusal);
    const xml = (text: string) => ({
      type: 'text/xml',
      text: `<${what}Response><${what}Result>${text}</${what}Result></${what}Response>`,
    });
    switch (what) {
      case 'ListPipelines':
        return { text: '{"pipelines":[]}' };
      case 'GetCallerIdentity': {
        const account = key === 'AKBASE' ? '444455556666' : '111122223333';
        const arn = `arn:aws:sts::${account}:assumed-role/ops/${key}`;
        return xml(`<Arn>${arn}</Arn><UserId>u</UserId><Account>${account}</Account>`);
      }
      case 'AssumeRole':
      case 'AssumeRoleWithWebIdentity': {
        const role = decodeURIComponent(/RoleArn=([^&]+)/.exec(body)?.[1] ?? '')
          .split('/')
          .at(-1);
        const tags = Object.entries(KEYS(`AS${role?.toUpperCase()}`)).map(
          ([name, value]) => `<${name}>${value}</${name}>`,
        );
        return xml(`<Credentials>${tags.join('')}</Credentials>`);
      }
      case '/federation/credentials': {
        const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = KEYS('ASSSO');
        const expiration = Date.parse(Expiration);
        return {
          text: JSON.stringify({
            roleCredentials: {
              accessKeyId: AccessKeyId,
              secretAccessKey: SecretAccessKey,
              sessionToken: SessionToken,
              expiration,
            },
          }),
        };
      }
      case '/container':
        return { text: JSON.stringify({ ...KEYS('ASCONTAINER'), Token: 't' }) };
      case '/latest/api/token':
        return { type: 'text/plain', text: 'metadata-token' };
      case '/latest/meta-data/iam/security-credentials/':
        return { type: 'text/plain', text: 'bastion' };
      case '/latest/meta-data/iam/security-credentials/bastion':
        return {
          text: JSON.stringify({
            Code: 'Success',
            Type: 'AWS-HMAC',
            LastUpdated: '2026-01-01T00:00:00Z',
            ...KEYS('ASINSTANCE'),
            Token: 't',
          }),
        };
      default:
        return { status: 404, text: '{}' };
    }
  }

  #refuse(what: string, { name, message }: { name: string; message: string }) {
    if (what === 'ListPipelines') return { status: 400, text: JSON.stringify({ __type: name, message }) };
    const text = `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`;
    return { status: 403, type: 'text/xml', text };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
