import { expect, it } from 'vitest';
import { EngineProcess } from './driver/engine.ts';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAMARA/20260302/us-east-1/codepipeline/aws4_request, ' +
  'SignedHeaders=content-type;host;x-amz-date, Signature=0123456789abcdef';

async function calls(engine: EngineProcess, operation: string, count: number, body: object = {}) {
  const responses = [];
  for (let sent = 0; sent < count; sent++) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `CodePipeline_20150709.${operation}`,
      authorization: AUTHORIZATION,
    };
    const response = await fetch(engine.endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
    responses.push({ status: response.status, headers: response.headers, text: await response.text() });
  }
  return responses;
}

const THROTTLED = '{"__type":"ThrottlingException","message":"Rate exceeded"}';

it('6.2 --throttle aws refuses what comes too fast, as AWS does, and lets it through later', async () => {
  await using engine = await EngineProcess.start(['--scenario', 'none', '--clock', 'manual', '--throttle', 'aws']);
  const passed = async (operation: string, count: number, body?: object) =>
    (await calls(engine, operation, count, body)).filter(({ text }) => text !== THROTTLED).length;

  const [last] = (await calls(engine, 'ListPipelines', 11)).slice(-1);
  expect([last!.status, last!.text]).toEqual([400, THROTTLED]);
  expect(last!.headers.get('x-amzn-errortype')).toBe('ThrottlingException');
  // AWS says neither when to come again nor how much is left.
  const told = [...last!.headers.keys()].filter((name) => /retry|rate|limit|remaining/i.test(name));
  expect(told).toEqual([]);

  expect(await passed('GetPipeline', 11, { name: 'none' })).toBe(10);
  expect(await passed('StartPipelineExecution', 6, { name: 'none' })).toBe(5);
  await engine.advance('PT1S');
  expect(await passed('ListPipelines', 6)).toBe(5);
  expect(await passed('StartPipelineExecution', 3, { name: 'none' })).toBe(2);
  expect(await engine.control('/requests')).toEqual({
    requests: [
      { service: 'codepipeline', operation: 'ListPipelines', count: 17, errors: 2 },
      { service: 'codepipeline', operation: 'GetPipeline', count: 11, errors: 11 },
      { service: 'codepipeline', operation: 'StartPipelineExecution', count: 9, errors: 9 },
    ],
  });
});

it('6.2 without it nothing is throttled', async () => {
  await using engine = await EngineProcess.start(['--scenario', 'none', '--clock', 'manual']);
  expect(new Set((await calls(engine, 'ListPipelines', 100)).map(({ status }) => status))).toEqual(new Set([200]));
});
