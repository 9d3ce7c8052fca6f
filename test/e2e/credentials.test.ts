import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Command, run } from './driver/command.ts';
import type { Variables } from './driver/environment.ts';
import { FakeAws } from './driver/fake-aws.ts';
import { Screen } from './driver/screen.ts';

const CONFIG = `
[profile base]
aws_access_key_id = AKBASE
aws_secret_access_key = s

[profile ops]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = base

[profile deep]
role_arn = arn:aws:iam::444455556666:role/deep
source_profile = ops

[profile guarded]
role_arn = arn:aws:iam::111122223333:role/guarded
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/alice

[profile staff]
sso_session = company
sso_account_id = 111122223333
sso_role_name = ops

[sso-session company]
sso_region = eu-west-1
sso_start_url = https://company.example/start
`;

/** Whose key signs a call, from outside the process, with everything that gives credentials on loopback. */
describe('credentials', () => {
  let aws: FakeAws;
  let folder: string;

  beforeEach(async () => {
    aws = await FakeAws.start();
    folder = mkdtempSync(join(tmpdir(), 'credentials-'));
    writeFileSync(join(folder, 'config'), CONFIG);
  });
  afterEach(async () => {
    await aws.stop();
    rmSync(folder, { recursive: true });
  });

  const env = (more: Variables = {}): Variables => ({
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  });

  async function listed(words: readonly string[], more: Variables = {}) {
    const result = await run(['pipelines', '--output', 'json', ...words], { env: env(more) });
    return { ...result, keys: aws.listedWith };
  }

  /** A token of the SSO session as `aws sso login` leaves it behind. */
  function ssoToken(home: string, expiresAt: string): void {
    const cache = join(home, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const name = createHash('sha1').update('company').digest('hex');
    const token = {
      accessToken: 'secret-token',
      expiresAt,
      startUrl: 'https://company.example/start',
      region: 'eu-west-1',
    };
    writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
  }

  it('of the environment, of a profile, and of a chain of roles', async () => {
    expect(await listed([], { AWS_ACCESS_KEY_ID: 'AKENV', AWS_SECRET_ACCESS_KEY: 's' })).toMatchObject({
      code: 0,
      keys: ['AKENV'],
    });
    expect(await listed(['--profile', 'ops'])).toMatchObject({ code: 0, keys: ['AKENV', 'ASOPS'] });
    expect(await listed(['--profile', 'deep'])).toMatchObject({ code: 0, keys: ['AKENV', 'ASOPS', 'ASDEEP'] });
  });

  it('of several profiles and regions in one command, each fetched once', async () => {
    const { code, keys, stdout } = await listed(['--profile', 'ops,base', '--region', 'eu-west-1,us-east-1']);
    expect([code, keys.sort()]).toEqual([0, ['AKBASE', 'AKBASE', 'ASOPS', 'ASOPS']]);
    expect(JSON.parse(stdout).source.regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(aws.asked.filter(({ what }) => what === 'AssumeRole')).toHaveLength(1);
  });

  it('of a web identity, a container and an instance', async () => {
    writeFileSync(join(folder, 'token'), 'a-web-token');
    const web = {
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/web',
    };
    expect(await listed([], web)).toMatchObject({ code: 0, keys: ['ASWEB'] });
    const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.endpoint}/container` };
    expect(await listed([], container)).toMatchObject({ code: 0, keys: ['ASWEB', 'ASCONTAINER'] });
    const instance = { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: aws.endpoint };
    expect(await listed([], instance)).toMatchObject({ code: 0, keys: ['ASWEB', 'ASCONTAINER', 'ASINSTANCE'] });
  });

  it('of an SSO session; one that has expired is 4 with the command to run', async () => {
    const portal = { AWS_ENDPOINT_URL_SSO: aws.endpoint, HOME: folder };
    ssoToken(folder, '2099-01-01T00:00:00Z');
    expect(await listed(['--profile', 'staff'], portal)).toMatchObject({ code: 0, keys: ['ASSSO'] });
    ssoToken(folder, '2020-01-01T00:00:00Z');
    const { code, stderr } = await listed(['--profile', 'staff'], portal);
    expect([code, stderr]).toEqual([
      4,
      'signalbox: the SSO session of profile staff has expired: run "aws sso login --profile staff"\n',
    ]);
  });

  it('that have run out are 4 with the command to run, and nothing of them is printed', async () => {
    aws.refusals.set('GetCallerIdentity', {
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    const { code, stderr, stdout } = await listed(['--profile', 'ops']);
    expect([code, stderr]).toEqual([
      4,
      'signalbox: the AWS credentials of profile ops have expired: run "aws sso login --profile ops" or renew them\n',
    ]);
    expect(stderr + stdout).not.toContain('ASOPS');
  });

  it('that AWS does not know are 4, with the profile that has them', async () => {
    aws.refusals.set('GetCallerIdentity', { name: 'InvalidClientTokenId', message: 'The token is invalid.' });
    const { code, stderr } = await listed(['--profile', 'base']);
    expect([code, stderr]).toEqual([
      4,
      'signalbox: AWS does not accept the credentials of profile base: The token is invalid.\n',
    ]);
  });

  it('of a role that may not be assumed: 4, and that permission is named', async () => {
    const message =
      'User: arn:aws:iam::111122223333:user/base is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ops';
    aws.refusals.set('AssumeRole', { name: 'AccessDenied', message });
    const { code, stderr } = await listed(['--profile', 'ops']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('not allowed: sts:AssumeRole is missing')]);
  });

  it('of a role with an MFA device: asked for on a terminal, and 4 without one', async () => {
    const { code, stderr } = await listed(['--profile', 'guarded']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('mfa/alice is needed and nobody can be asked')]);
    await using screen = await Screen.open({ args: ['pipelines', '--profile', 'guarded'], env: env() });
    await screen.sees('MFA code of arn:aws:iam::111122223333:mfa/alice:');
    screen.type('123456\r');
    expect(await screen.exit()).toMatchObject({ code: 0 });
    expect(aws.listedWith).toEqual(['ASGUARDED']);
    expect(aws.asked.find(({ what }) => what === 'AssumeRole')?.body).toContain('TokenCode=123456');
  });

  it('of a role with an MFA device: asked for before the console takes the screen', async () => {
    await using screen = await Screen.open({ args: ['--profile', 'guarded'], env: env() });
    await screen.sees('MFA code of arn:aws:iam::111122223333:mfa/alice:');
    expect(screen.inAlternateScreen()).toBe(false);
    screen.type('123456\r');
    await screen.until('the console', (one) => one.inAlternateScreen());
    screen.press('q');
    expect(await screen.exit()).toMatchObject({ code: 0 });
  });

  it('that nobody has: 4 at once, also where the metadata service does not answer', async () => {
    // Takes every connection and says nothing, as a firewall that drops.
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const metadata = {
      AWS_EC2_METADATA_DISABLED: undefined,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
    };
    const command = new Command(['pipelines'], { env: env(metadata) });
    const { code, stderr } = await command.result(10_000);
    silent.close();
    expect([code, stderr]).toEqual([4, expect.stringContaining('no usable AWS credentials')]);
  });
});
