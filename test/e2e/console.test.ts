import { join } from 'node:path';
import { CodePipelineClient, GetPipelineStateCommand, PutApprovalResultCommand } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { EngineProcess } from './driver/engine.ts';
import { Screen } from './driver/screen.ts';

const PLAIN = join(import.meta.dirname, '../../fixtures/pipelines/plain.json');
const DEMO = ['--scenario', 'demo', '--clock', 'manual', '--seed', '1'];

function sdk(endpoint: string): CodePipelineClient {
  return new CodePipelineClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'alice', secretAccessKey: 'mock' },
  });
}

/** From the fleet of the demo to what can be done with the approval that waits in payments. */
async function openPaymentsMenu(screen: Screen): Promise<void> {
  await screen.sees(/◆ payments/);
  await screen
    .press('/')
    .type('payments')
    .press('enter', 'enter')
    .sees(/waits for a person/);
  await screen.press('a').sees('Reject');
  await screen.idle();
}

describe('the console in a terminal', () => {
  it('shows the fleet with the account, the region and MOCK, attention first, within 80x24', async () => {
    await using screen = await Screen.open({ args: ['--mock'] });
    await (await screen.sees(/✗ checkout-api/)).idle();
    expect(screen.row(0)).toMatch(/^ signalbox +1234-5678-9012 · us-east-1 +MOCK demo$/);
    expect(screen.row(-1)).toMatch(/enter open .* q quit/);
    const [failed, waiting, running, fine] = [/✗ checkout-api/, /◆ payments/, /► search-indexer/, /● landing/].map(
      (row) => screen.rowOf(row),
    ) as [number, number, number, number];
    expect([failed, waiting, running, fine]).toEqual([failed, waiting, running, fine].sort((a, b) => a - b));
    expect(screen.lines().every((line) => line.length <= 80)).toBe(true);
  });

  it('follows a resize to every size, says when it is too small, and comes back whole', async () => {
    await using screen = await Screen.open({ args: ['--mock'] });
    await screen.sees(/✗ checkout-api/);
    for (const [columns, rows] of [
      [60, 20],
      [200, 60],
      [100, 30],
    ] as const) {
      await screen.resize(columns, rows).idle();
      expect(screen.row(0)).toMatch(/^ signalbox.*MOCK demo$/);
      expect(screen.row(-1)).toMatch(/q quit$/);
      expect(screen.lines().every((line) => line.length <= columns)).toBe(true);
    }
    await screen.resize(30, 8).sees('too small');
    await screen.resize(80, 24).sees(/✗ checkout-api/);
  });

  it.each([
    ['q', (screen: Screen) => screen.press('q'), 0],
    ['SIGTERM', (screen: Screen) => screen.signal('SIGTERM'), 143],
    ['SIGHUP', (screen: Screen) => screen.signal('SIGHUP'), 129],
  ])('gives the terminal back after %s', async (_, end, code) => {
    await using screen = await Screen.open({ args: ['--mock'] });
    await (await screen.sees(/✗ checkout-api/)).idle();
    expect(screen.inAlternateScreen()).toBe(true);
    end(screen);
    expect(await screen.exit()).toMatchObject({ code });
    expect(screen.inAlternateScreen()).toBe(false);
    expect(screen.showsCursor()).toBe(true);
  });

  it('gives the terminal back after a crash, with the message where it can be read', async () => {
    const preload = join(import.meta.dirname, 'driver/crash-on-signal.cjs');
    await using screen = await Screen.open({ args: ['--mock'], env: { NODE_OPTIONS: `--require=${preload}` } });
    await (await screen.sees(/✗ checkout-api/)).idle();
    const { code, screenAfter } = await screen.signal('SIGUSR2').exit();
    expect(code).toBe(70);
    expect(screenAfter.join('\n')).toContain('unexpected error: Error: provoked by a test');
    expect(screen.inAlternateScreen()).toBe(false);
    expect(screen.showsCursor()).toBe(true);
  });

  it('follows a log while the build writes it', async () => {
    await using engine = await EngineProcess.start(['--scenario', PLAIN, '--clock', 'manual', '--seed', '1']);
    const compile = { match: { action: 'Compile' }, durationSeconds: 100, logLines: ['first of ours', 'last of ours'] };
    await engine.control('/behaviors', { rules: [compile] });
    await engine.advance('PT20S');
    await using screen = await Screen.open({ args: ['--endpoint-url', engine.endpoint], columns: 100, rows: 40 });
    await screen.sees(/› ?► storefront/);
    await screen.press('enter').sees(/›.*► Compile/);
    await screen.press('l').sees('Running on CodeBuild');
    await screen.idle();
    expect(screen.lines().join('\n')).not.toContain('last of ours');
    await engine.advance('PT2M');
    await screen.press('ctrl+r').sees('last of ours');
    await screen.sees('Phase complete: UPLOAD_ARTIFACTS');
  });

  it('refuses to approve what somebody else has answered meanwhile, and says so', async () => {
    await using engine = await EngineProcess.start(DEMO);
    const client = sdk(engine.endpoint);
    await using screen = await Screen.open({ args: ['--endpoint-url', engine.endpoint] });
    await openPaymentsMenu(screen);
    await screen.press('enter').sees(/Approve .* in payments/);
    const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: 'payments' }));
    for (const { stageName, actionStates = [] } of stageStates) {
      for (const { actionName, latestExecution } of actionStates) {
        if (!latestExecution?.token) continue;
        await client.send(
          new PutApprovalResultCommand({
            pipelineName: 'payments',
            stageName,
            actionName,
            token: latestExecution.token,
            result: { status: 'Rejected', summary: 'not this one' },
          }),
        );
      }
    }
    await screen.idle();
    await screen.press('y').sees(/closed already.*nothing[\s│]+was sent/s);
  });

  it('confirms nothing by Enter alone, nor by what was typed before the dialog stood', async () => {
    await using engine = await EngineProcess.start(DEMO);
    await using screen = await Screen.open({ args: ['--endpoint-url', engine.endpoint] });
    await openPaymentsMenu(screen);
    await screen.press('enter', 'y', 'y').sees(/Approve .* in payments/);
    await screen.idle();
    await screen.press('enter').seesNot(/Approve .* in payments/);
    const requests = (await engine.control('/requests')) as { requests: { operation: string }[] };
    expect(requests.requests.map(({ operation }) => operation)).not.toContain('PutApprovalResult');
  });

  it('helps with the keys of the screen, and runs commands from the palette', async () => {
    await using screen = await Screen.open({ args: ['--mock'] });
    await screen.sees(/✗ checkout-api/);
    await screen.press('?').sees(/Keys/);
    await screen.sees('closed transition');
    await screen.press('esc').seesNot('closed transition');
    await screen
      .press(':')
      .type('ledger')
      .press('enter')
      .sees(/ledger {2}V\d/);
    await screen.press('esc').sees(/✗ checkout-api/);
  });

  it('shows names from AWS with nothing in them that moves the cursor', async () => {
    await using engine = await EngineProcess.start(DEMO);
    const revision = { id: 'c'.repeat(40), summary: '\u001b[2J\u001b]0;owned\u0007Evil \u202etxt' };
    await engine.control('/source-change', { pipeline: 'docs-site', action: 'Checkout', revision });
    await engine.advance('PT5S');
    await using screen = await Screen.open({ args: ['--endpoint-url', engine.endpoint] });
    await screen.sees(/docs-site .* ccccccc Evil txt/);
  });
});
