import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SignatureCheck, type SignedRequest, verifySignature } from '../../../src/engine/wire/signature.ts';
import { signedHeaders, type ToSign } from '../support/sign.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const KEY = 'AKIAMARA';
const SECRET = 'mara-secret-0123456789/+abc';
const keys = new Map([
  [KEY, SECRET],
  ['AKIAOTHER', 'another-secret'],
]);

const LIST: ToSign = {
  method: 'POST',
  path: '/',
  headers: {
    host: 'engine.example:4599',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'CodePipeline_20150709.ListPipelines',
  },
  body: '{"maxResults":10}',
  key: KEY,
  secret: SECRET,
  date: new Date(NOW),
};

/** A request as it comes over the wire. */
async function signed(changes: Partial<ToSign> = {}): Promise<SignedRequest> {
  const { method, path, body, ...rest } = { ...LIST, ...changes };
  const headers = await signedHeaders({ method, path, body, ...rest });
  const arrived = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]);
  return { method, path, headers: Object.fromEntries(arrived), body };
}

function verify(request: SignedRequest, check: Partial<SignatureCheck> = {}): void {
  verifySignature(request, { keys, now: NOW, service: 'codepipeline', ...check });
}

/** The error of a verification, as `Name: message`. */
function refusal(request: SignedRequest, check: Partial<SignatureCheck> = {}): string | undefined {
  try {
    verify(request, check);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ status: 400 });
    return String(error);
  }
}

function withHeader(request: SignedRequest, name: string, ...values: string[]): SignedRequest {
  return { ...request, headers: { ...request.headers, [name]: values.length > 0 ? values : undefined } };
}

describe('1.4 the examples that AWS publishes', () => {
  const vectors = new Map([['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY']]);
  const now = Date.parse('2015-08-30T12:36:00Z');
  const check = (service: string, request: Omit<SignedRequest, 'body'> & { body?: string }, signature: string) => {
    const names = Object.keys(request.headers).sort().join(';');
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${names}, Signature=${signature}`;
    const headers = { ...request.headers, authorization: [authorization] };
    verifySignature({ body: '', ...request, headers }, { keys: vectors, now });
  };
  const basic = { host: ['example.amazonaws.com'], 'x-amz-date': ['20150830T123600Z'] };
  const VANILLA = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';

  it.each([
    ['get-vanilla', '/', VANILLA],
    ['get-slash', '//', VANILLA],
    ['get-relative', '/example/..', VANILLA],
    ['get-slash-dot-slash', '/./', VANILLA],
    ['get-utf8', '/ሴ', '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
    [
      'get-vanilla-query-order-key-case',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('%s', (_name, path, signature) => {
    expect(() => check('service', { method: 'GET', path, headers: basic }, signature)).not.toThrow();
  });

  it.each([
    [
      'get-header-value-trim',
      { 'my-header1': [' value1'], 'my-header2': [' "a   b   c"'] },
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
    [
      'get-header-key-duplicate',
      { 'my-header1': ['value2', 'value2', 'value1'] },
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
  ])('%s', (_name, headers, signature) => {
    const request = { method: 'GET', path: '/', headers: { ...basic, ...headers } };
    expect(() => check('service', request, signature)).not.toThrow();
  });

  it('post-x-www-form-urlencoded', () => {
    const headers = { ...basic, 'content-type': ['application/x-www-form-urlencoded'] };
    const signature = 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a';
    const request = { method: 'POST', path: '/', headers, body: 'Param1=value1' };
    expect(() => check('service', request, signature)).not.toThrow();
    expect(() => check('service', { ...request, body: 'Param1=value2' }, signature)).toThrow();
  });

  it('ListUsers of IAM, the example of the SigV4 guide', () => {
    const headers = {
      'content-type': ['application/x-www-form-urlencoded; charset=utf-8'],
      host: ['iam.amazonaws.com'],
      'x-amz-date': ['20150830T123600Z'],
    };
    const request = { method: 'GET', path: '/?Action=ListUsers&Version=2010-05-08', headers };
    expect(() =>
      check('iam', request, '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'),
    ).not.toThrow();
  });
});

describe('1.4 what is signed as the SDK signs', () => {
  it.each<Partial<ToSign>>([
    {},
    { body: '' },
    { body: '{"name":"日本 é"}' },
    { method: 'GET', path: '/_signalbox/events?after=12', body: '' },
    { method: 'GET', path: '/_signalbox/events?b=%2F%20x&a=1&c=', body: '' },
    { region: 'eu-central-1' },
    { key: 'AKIAOTHER', secret: 'another-secret' },
  ])('passes: %j', async (changes) => {
    expect(refusal(await signed(changes))).toBeUndefined();
  });

  it('passes with its signed headers in any order', async () => {
    const request = await signed();
    const header = request.headers.authorization![0]!;
    const names = /SignedHeaders=([^,]+)/.exec(header)![1]!;
    const turned = header.replace(names, names.split(';').toReversed().join(';'));
    expect(turned).not.toBe(header);
    expect(refusal(withHeader(request, 'authorization', turned))).toBeUndefined();
  });

  it('passes with a payload hash that agrees, and not with one that does not', async () => {
    const hash = async (value: string) =>
      refusal(await signed({ body: '', headers: { ...LIST.headers, 'x-amz-content-sha256': value } }));
    const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(await hash(ofNothing)).toBeUndefined();
    expect(await hash('UNSIGNED-PAYLOAD')).toContain('InvalidSignatureException');
    expect(await hash(ofNothing.replace('e', 'f'))).toContain('x-amz-content-sha256');
  });

  it('is the body as it came: bytes or text', async () => {
    const request = await signed({ body: '{"name":"é"}' });
    expect(refusal({ ...request, body: Buffer.from('{"name":"é"}') })).toBeUndefined();
    expect(refusal({ ...request, body: Buffer.from('{"name":"é"}', 'latin1') })).toContain('InvalidSignature');
  });

  it('does not pass once any byte of it has changed', async () => {
    const request = await signed({ path: '/_signalbox/events?after=12' });
    const signedNames = Object.keys(request.headers).filter((name) => name !== 'authorization');
    const parts: [string, string, (text: string) => SignedRequest][] = [
      ['method', request.method, (method) => ({ ...request, method })],
      ['path', request.path, (path) => ({ ...request, path })],
      ['body', request.body as string, (body) => ({ ...request, body })],
      ...signedNames.map((name): [string, string, (text: string) => SignedRequest] => [
        name,
        request.headers[name]![0]!,
        (value) => withHeader(request, name, value),
      ]),
      [
        'signature',
        request.headers.authorization![0]!.slice(-64),
        (value) => withHeader(request, 'authorization', request.headers.authorization![0]!.slice(0, -64) + value),
      ],
    ];
    const other = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/?&=%.-');
    const change = fc.constantFrom(...parts).chain(([name, text, rebuilt]) =>
      fc.tuple(fc.constant(name), fc.nat(text.length - 1), other).map(([part, at, byte]) => ({
        part,
        same: text[at] === byte,
        request: rebuilt(text.slice(0, at) + byte + text.slice(at + 1)),
      })),
    );
    fc.assert(
      fc.property(change, ({ same, request: changed }) => {
        expect(refusal(changed) === undefined).toBe(same);
      }),
      { numRuns: 400 },
    );
  });
});

describe('1.3 who is not let in', () => {
  it('has no signature: MissingAuthenticationTokenException', async () => {
    expect(refusal(withHeader(await signed(), 'authorization'))).toBe(
      'MissingAuthenticationTokenException: Missing Authentication Token',
    );
  });

  it.each([
    ['Bearer abc', "begin with 'AWS4-HMAC-SHA256'"],
    [
      'AWS4-HMAC-SHA256 Credential=A/20260302/us-east-1/codepipeline/aws4_request, SignedHeaders=host',
      "requires 'Signature'",
    ],
    ['AWS4-HMAC-SHA256 Credential=A/B, SignedHeaders=host, Signature=0', 'Credential must have the form'],
  ])('has a malformed one: IncompleteSignatureException (%s)', async (header, message) => {
    const error = refusal(withHeader(await signed(), 'authorization', header));
    expect(error).toMatch(/^IncompleteSignatureException: /);
    expect(error).toContain(message);
  });

  it.each([[[]], [['yesterday']], [['20260302T250000Z']], [['20260302T090000Z', '20260302T090000Z']]])(
    'has no date, or none that can be read: IncompleteSignatureException (%j)',
    async (dates) => {
      expect(refusal(withHeader(await signed(), 'x-amz-date', ...dates))).toMatch(/^IncompleteSignatureException: /);
    },
  );

  it('has two signatures: IncompleteSignatureException', async () => {
    const request = await signed();
    const header = request.headers.authorization![0]!;
    expect(refusal(withHeader(request, 'authorization', header, header))).toMatch(/^IncompleteSignatureException: /);
  });

  it('has a key that nobody knows: UnrecognizedClientException', async () => {
    expect(refusal(await signed({ key: 'AKIASTRANGER' }))).toBe(
      'UnrecognizedClientException: The security token included in the request is invalid.',
    );
  });

  it('has the wrong secret, or that of another key: InvalidSignatureException', async () => {
    for (const secret of ['guessed', 'another-secret', '']) {
      const error = refusal(await signed({ secret }));
      expect(error).toMatch(/^InvalidSignatureException: The request signature we calculated does not match/);
      expect(error).not.toContain(SECRET);
    }
  });

  it('has left the host or a header of AWS unsigned: InvalidSignatureException', async () => {
    const request = await signed();
    expect(refusal(withHeader(request, 'x-amz-security-token', 'added'))).toMatch(
      /^InvalidSignatureException: .*not signed: x-amz-security-token$/,
    );
    const { host: _host, ...rest } = LIST.headers;
    const hostless = withHeader(await signed({ headers: rest }), 'host', 'engine.example:4599');
    expect(refusal(hostless)).toMatch(/^InvalidSignatureException: 'Host'/);
  });

  it('has signed headers that were not sent: InvalidSignatureException', async () => {
    const request = await signed();
    const header = request.headers.authorization![0]!;
    for (const name of ['x-other', 'constructor', '__proto__', '']) {
      const longer = header.replace('SignedHeaders=', `SignedHeaders=${name};`);
      expect(refusal(withHeader(request, 'authorization', longer))).toMatch(/^InvalidSignatureException: The request/);
    }
  });

  it('has a scope of another day or service: InvalidSignatureException', async () => {
    const request = await signed();
    const header = request.headers.authorization![0]!;
    expect(refusal(withHeader(request, 'authorization', header.replace('/20260302/', '/20260301/')))).toMatch(
      /^InvalidSignatureException: Date in Credential scope/,
    );
    expect(refusal(await signed({ service: 'logs' }))).toBe(
      "InvalidSignatureException: Credential should be scoped to correct service: 'codepipeline'.",
    );
    expect(refusal(await signed({ service: 'anything' }), { service: undefined })).toBeUndefined();
  });

  it('has signed more than 15 minutes ago or ahead: InvalidSignatureException', async () => {
    const quarter = 15 * 60_000;
    const request = await signed();
    expect(refusal(request, { now: NOW + quarter })).toBeUndefined();
    expect(refusal(request, { now: NOW - quarter })).toBeUndefined();
    expect(refusal(request, { now: NOW + quarter + 1000 })).toBe(
      'InvalidSignatureException: Signature expired: 20260302T090000Z is now earlier than 20260302T090001Z (20260302T091501Z - 15 min.)',
    );
    expect(refusal(request, { now: NOW - quarter - 1000 })).toBe(
      'InvalidSignatureException: Signature not yet current: 20260302T090000Z is still later than 20260302T085959Z (20260302T084459Z + 15 min.)',
    );
  });
});
