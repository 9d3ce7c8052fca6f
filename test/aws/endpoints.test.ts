import { describe, expect, it } from 'vitest';
import { serviceEndpoints } from '../../src/aws/endpoints.ts';

describe('an endpoint of the environment that is none', () => {
  it.each([
    [{ AWS_ENDPOINT_URL: 'nowhere' }, "AWS_ENDPOINT_URL must be an http or https URL with a host, not 'nowhere'"],
    [
      { AWS_ENDPOINT_URL_STS: 'ftp://x' },
      "AWS_ENDPOINT_URL_STS must be an http or https URL with a host, not 'ftp://x'",
    ],
    [
      { AWS_ENDPOINT_URL: 'http://user:secret@x' },
      "AWS_ENDPOINT_URL must hold no user and no password: credentials come from the profile, not 'http://***@x'",
    ],
  ])('%j is refused by its name, without what is secret', (env, message) => {
    expect(() => serviceEndpoints(env, undefined, undefined)).toThrow(
      expect.objectContaining({ exitCode: 2, message }),
    );
  });

  it('does not matter where a flag says another, or the environment is not heeded', () => {
    const env = { AWS_ENDPOINT_URL: 'nowhere' };
    expect(serviceEndpoints(env, 'http://x', undefined).sts).toBe('http://x');
    expect(serviceEndpoints({ ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined, undefined)).toEqual({});
  });
});
