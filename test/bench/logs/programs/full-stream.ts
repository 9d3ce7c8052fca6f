import { createEngine, type Engine } from '../../../../src/engine/index.ts';
import { BATCH, GROUP, logBatch } from '../log-batch.ts';

export const STREAM = 's';
export const START = Date.UTC(2026, 0, 5, 8);

export type Call = (operation: string, input: object) => string;

/** An engine in this process under the manual clock, and what its CloudWatch Logs answers over the wire's own bytes. */
export async function logsEngine(): Promise<Call> {
  const engine = await createEngine({ startTime: START, clock: 'manual', monotonic: () => 0, version: 'bench' });
  return withStream(callsOf(engine));
}

export function callsOf(engine: Engine): Call {
  return (operation, input) => {
    const { status, body } = engine.handle({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=bench/20260105/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    if (status !== 200) throw new Error(`${operation}: ${body}`);
    return body;
  };
}

export function withStream(call: Call): Call {
  call('CreateLogGroup', { logGroupName: GROUP });
  call('CreateLogStream', { logGroupName: GROUP, logStreamName: STREAM });
  return call;
}

/** Writes so many lines, batch by batch, behind those that are there; how many bytes their messages have. */
export function fill(call: Call, lines: number, before = 0): number {
  let bytes = 0;
  for (let number = before / BATCH; number < (before + lines) / BATCH; number++) {
    const logEvents = logBatch(number, START);
    for (const { message } of logEvents) bytes += message.length;
    call('PutLogEvents', { logGroupName: GROUP, logStreamName: STREAM, logEvents });
  }
  return bytes;
}
