import { expect, it } from 'vitest';
import { isAllowedHost } from '../../../src/engine/wire/host.ts';

it.each([
  ['127.0.0.1:4599', true],
  ['127.0.0.1', true],
  ['localhost:4599', true],
  ['LOCALHOST', true],
  ['engine.localhost:4599', true],
  ['stream-127.0.0.1:4599', true],
  ['streaming-localhost:4599', true],
  ['stream-engine.localhost', true],
  ['evil.example', false],
  ['localhost.evil.example', false],
  ['notlocalhost', false],
  ['127.0.0.2:4599', false],
  ['[::1]:4599', false],
  ['', false],
  [undefined, false],
])('engine-control: the Host %s', (header, allowed) => {
  expect(isAllowedHost(header, ['127.0.0.1'])).toBe(allowed);
});

it('engine-control: an IPv6 address that is bound', () => {
  expect(isAllowedHost('[::1]:4599', ['::1'])).toBe(true);
});
