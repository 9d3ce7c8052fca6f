import type { Fault } from '../domain/fault.ts';
import { toFault } from './faults.ts';
import { lineText } from './sanitize.ts';

const PATIENCE_MS = 1500;

/** A mock engine, as far as it tells. */
export interface ProbedMock {
  /** Untold by one that tells only those whose keys it knows. */
  readonly scenario?: string;
  /** Whose the callers are that show no key of their own; an older engine does not tell. */
  readonly account?: string;
  /** Whether it lets in nobody but the owners of certain keys: it refuses the probe, which is not signed. */
  readonly verifies: boolean;
}

interface Answer {
  readonly status: number | undefined;
  readonly clock: unknown;
  readonly account: unknown;
  readonly body: string;
}

/** What listens at an endpoint: a mock engine, something else (undefined), or nobody (a Fault of kind unreachable). */
export async function probeMock(endpoint: string): Promise<ProbedMock | Fault | undefined> {
  const url = new URL('/_signalbox/health', endpoint);
  if (url.protocol !== 'http:') return undefined;
  try {
    return mockOf(await answerOf(url));
  } catch (error) {
    const fault = toFault(error, { permission: '', where: endpoint });
    return fault.code === 'ECONNREFUSED' ? fault : undefined;
  }
}

async function answerOf(url: URL): Promise<Answer> {
  // Only who probes loads it: an engine in this process is started without.
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: PATIENCE_MS, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > 10_000) request.destroy();
      });
      const clock = answer.headers['x-signalbox-clock'];
      const account = answer.headers['x-signalbox-account'];
      answer.on('close', () => resolve({ status: answer.statusCode, clock, account, body }));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', reject);
  });
}

/** Every answer of the engine carries its time, those to callers whom it does not let in as well. */
function mockOf({ status, clock, account, body }: Answer): ProbedMock | undefined {
  if (status === 403 && clock !== undefined) return { verifies: true };
  const scenario = status === 200 ? scenarioOf(body) : undefined;
  if (scenario === undefined) return undefined;
  return { scenario, account: typeof account === 'string' ? lineText(account) : undefined, verifies: false };
}

function scenarioOf(body: string): string | undefined {
  try {
    const health = JSON.parse(body) as { status?: unknown; scenario?: unknown };
    return health.status === 'ok' ? String(health.scenario ?? '') : undefined;
  } catch {
    return undefined;
  }
}
