import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import codebuild from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import codepipeline from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../../src/rules/models/logs.json' with { type: 'json' };
import { busyEngine } from '../support/busy-engine.ts';
import { AUTHORIZATION, awsRequest, control, controlRequest, emptyEngine, json } from '../support/requests.ts';

const TARGETS = [codepipeline, codebuild, logs].flatMap(({ targetPrefix, operations }) =>
  Object.keys(operations).map((operation) => `${targetPrefix}.${operation}`),
);
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
const anyBody = fc.oneof(fc.string(), fc.json(), fc.uint8Array());

describe('whatever comes', () => {
  it('1.3 any body for any operation is answered by AWS and never by a failure of the engine', async () => {
    const engine = await emptyEngine();
    fc.assert(
      fc.property(fc.constantFrom(...TARGETS), anyBody, (target, body) => {
        const response = engine.handle(awsRequest(target, body));
        expect(response.status).toBeLessThan(500);
        if (response.status !== 200) expect(json(response).__type).toMatch(/Exception$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('1.1 1.4 any method, path and header is answered, and what is no proper call changes nothing', async () => {
    const engine = await busyEngine();
    const mark = engine.mark;
    const request = fc.record({
      method: fc.oneof(fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', ''), anyText),
      path: fc.oneof(
        fc.constantFrom('/', '', '/?x', '//', '/_signalbox/', '/_signalbox/clock/x', '/service/a'),
        anyText,
      ),
      headers: fc.record(
        {
          'x-amz-target': fc.oneof(fc.constantFrom('', '.', 'CodePipeline_20150709', ...TARGETS), anyText),
          authorization: fc.oneof(
            fc.constant(AUTHORIZATION.replace(', Signature', ', Other')),
            anyText.map((text) => `AWS4-HMAC-SHA256 ${text}`),
            anyText.map((text) => AUTHORIZATION.replace('AKIAEXAMPLE/20260302', `${text}/1`)),
            anyText,
          ),
          'content-type': fc.oneof(fc.constantFrom('application/x-www-form-urlencoded', 'text/plain'), anyText),
          'smithy-protocol': anyText,
          'x-signalbox-control': fc.constantFrom('0', 'true'),
        },
        { requiredKeys: [] },
      ),
      body: fc.oneof(fc.constant('Action=GetCallerIdentity'), anyBody),
    });
    fc.assert(
      fc.property(request, (given) => {
        const response = engine.handle(given);
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
        expect(response.body).not.toBe('');
        expect(engine.mark).toBe(mark);
      }),
      { numRuns: 1000 },
    );
  });

  it('9 an answer of STS is XML whatever the caller is called', async () => {
    const engine = await emptyEngine();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    fc.assert(
      fc.property(anyText, fc.oneof(fc.constant('GetCallerIdentity'), anyText), (key, action) => {
        const authorization = AUTHORIZATION.replace('AKIAEXAMPLE', key);
        const body = new URLSearchParams({ Action: action }).toString();
        const answer = engine.handle({ method: 'POST', path: '/', headers: { ...headers, authorization }, body }).body;
        expect(answer).toMatch(/^<(\w+) .*<\/\1>$/s);
        expect(answer).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
        // What XML 1.0 cannot hold at all.
        expect(answer).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever is asked of the control endpoints', () => {
  const READABLE = ['behaviors', 'alarms', 'fleet', 'revisions', 'faults'];

  it('engine-control: the answer is JSON with a code, and a refused call changes nothing', async () => {
    const engine = await busyEngine();
    const shown = () => READABLE.map((name) => engine.handle(controlRequest('GET', name)).body).join('\n');
    let before = shown();
    let mark = engine.mark;
    const name = fc.constantFrom(...READABLE, 'clock', 'source-change', 'reset', 'webhooks/x', '__proto__');
    const member = fc.constantFrom(
      'rules',
      'alarms',
      'instances',
      'revisions',
      'advance',
      'advanceSeconds',
      'pipeline',
      '__proto__',
    );
    const item = fc.dictionary(
      fc.constantFrom('match', 'kind', 'name', 'state', 'id', 'tags', 'rate', 'bucket', 'key'),
      fc.jsonValue(),
    );
    const body = fc.oneof(
      fc.dictionary(member, fc.oneof(fc.jsonValue(), fc.array(item, { minLength: 1 })), { minKeys: 1 }),
      fc.jsonValue(),
      anyText,
    );
    fc.assert(
      fc.property(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'), name, body, (method, path, given) => {
        const { status, answer } = control(engine, method, path, given);
        if (status === 200) {
          before = shown();
          mark = engine.mark;
          return;
        }
        expect([400, 403, 404]).toContain(status);
        expect(answer.error).toEqual({ code: expect.any(String), message: expect.any(String) });
        expect(shown()).toBe(before);
        expect(engine.mark).toBe(mark);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['[', '{"a":'])(
    'engine-control: a body nested a million deep (%s) is a mistake like any other',
    async (unit) => {
      const engine = await emptyEngine();
      const close = unit === '[' ? ']' : '}';
      const bomb = `${unit.repeat(1_000_000)}1${close.repeat(1_000_000)}`;
      for (const body of [bomb, `{"rules":${bomb}}`, `{"rules":[{"kind":"throttle","service":${bomb}}]}`]) {
        expect(control(engine, 'PUT', 'faults', body).answer.error.code).toBe('InvalidParameter');
      }
    },
  );
});

describe('bombs', () => {
  const GET = 'CodePipeline_20150709.GetPipeline';
  const size = 8 * 1024 * 1024 - 100;

  it.each([
    ['an array in a member', `{"name":${'['.repeat(size / 2)}${']'.repeat(size / 2)}}`, 'SerializationException'],
    ['an array that nobody asked for', `{"x":${'['.repeat(size / 2)}${']'.repeat(size / 2)}}`, 'ValidationException'],
    ['objects', `{"name":${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}}`, 'SerializationException'],
    ['an array that is never closed', '['.repeat(size), 'SerializationException'],
    ['a long text', `{"name":"${'a'.repeat(size - 20)}"}`, 'ValidationException'],
    ['a long number', `{"version":${'9'.repeat(size - 20)}}`, 'SerializationException'],
  ])('1.3 %s of 8 MB is answered', async (_what, body, name) => {
    const engine = await emptyEngine();
    const response = engine.handle(awsRequest(GET, body));
    expect([response.status, json(response).__type]).toEqual([400, name]);
  });

  it('1.3 millions of mistakes are answered with some of them', async () => {
    const engine = await emptyEngine();
    const stages = Array.from({ length: 2_000_000 }, () => '{}').join(',');
    const response = engine.handle(
      awsRequest('CodePipeline_20150709.CreatePipeline', `{"pipeline":{"stages":[${stages}]}}`),
    );
    expect([response.status, json(response).__type]).toEqual([400, 'ValidationException']);
    expect(response.body.length).toBeLessThan(20_000);
  });
});
