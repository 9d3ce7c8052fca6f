import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineProcess } from '../driver/engine.ts';
import { Screen } from '../driver/screen.ts';

const MACHINES = ['i-0b00c5a1e97d20f01', 'i-0b00c5a1e97d20f02', 'i-0b00c5a1e97d20f03'] as const;

/** Installing takes a minute, everything else next to nothing. */
const SCENARIO = `
pipelines:
  - name: booking
    stages:
      - name: Source
        actions:
          - { name: Checkout, type: Source/CodeCommit, out: [Source], configuration: { RepositoryName: booking, BranchName: main } }
      - name: Production
        actions:
          - name: Deploy
            type: Deploy/CodeDeploy
            in: [Source]
            configuration: { ApplicationName: booking, DeploymentGroupName: production }
instances:
${MACHINES.map((id) => `  - { id: ${id}, tags: { app: booking } }`).join('\n')}
applications:
  - name: booking
    groups:
      - { name: production, tags: { app: booking }, config: CodeDeployDefault.OneAtATime }
behaviors:
  - { match: { deploymentGroup: production, lifecycleEvent: Install }, durationSeconds: 60 }
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-action-'));
  writeFileSync(join(folder, 'booking.yaml'), SCENARIO);
});
afterAll(() => rmSync(folder, { recursive: true }));

const standsAt = (machine: string, events: string, event: string) => new RegExp(`${machine} +${events} +${event} `);

async function start(screen: Screen): Promise<void> {
  await screen.press('a').sees('› Start');
  await screen.press('enter').sees(/Same as/);
  await screen.idle();
  await screen.press('y').sees(/Started booking/);
}

it('the deploy action of a pipeline is followed on the console to the last lifecycle event of each machine', async () => {
  const scenario = join(folder, 'booking.yaml');
  await using engine = await EngineProcess.start(['--scenario', scenario, '--clock', 'manual', '--seed', '7']);
  await using screen = await Screen.open({ args: ['--endpoint-url', engine.endpoint], rows: 30 });
  await screen.sees(/›. booking/);
  await screen.press('enter').sees('● Production');
  await start(screen);
  await engine.advance('PT40S');
  await screen.press('ctrl+r').sees(/► runs: Deploy in Production/);

  await screen.press('G').sees('enter deployment');
  await screen.press('enter').sees(/► Production\/Deploy {2}d-[A-Z0-9]{9}/);
  for (const [done, machine] of MACHINES.entries()) {
    await screen.sees(`${done} of 3 done, 1 in progress.`);
    await screen.sees(standsAt(machine, '●●●►○○○', 'Install'));
    for (const before of MACHINES.slice(0, done)) await screen.sees(standsAt(before, '●●●●●●●', 'ValidateService'));
    await engine.advance('PT70S');
    screen.press('ctrl+r');
  }
  await screen.sees('It has succeeded.');
  for (const machine of MACHINES) await screen.sees(standsAt(machine, '●●●●●●●', 'ValidateService'));
  expect(screen.lines().filter((line) => /● ValidateService +\d+s/.test(line))).toHaveLength(MACHINES.length);

  // The next one fails on the second machine: what its script said comes first.
  const fails = {
    match: { target: MACHINES[1], lifecycleEvent: 'AfterInstall' },
    outcome: 'fail',
    diagnostics: { errorCode: 'ScriptFailed', scriptName: 'scripts/migrate.sh', logTail: 'no space left on device\n' },
  };
  await engine.control('/behaviors', { rules: [fails] });
  await engine.advance('PT30S');
  await screen.press('esc').sees('enter deployment');
  await screen.press('ctrl+r').sees('● all is well');
  await start(screen);
  await engine.advance('PT3M');
  await screen.press('ctrl+r').sees('✗ Deploy');
  await screen.press('enter').sees(/✗ Production\/Deploy/);
  await screen.sees(new RegExp(`✗ failed +${MACHINES[1]} +●●●●✗`));
  await screen.sees(/AfterInstall: scripts\/migrate.sh: ScriptFailed/);
  await screen.sees('| no space left on device');
  const rowOf = (machine: string) => screen.rowOf(machine);
  expect(rowOf(MACHINES[1])).toBeLessThan(rowOf(MACHINES[0]));
  await screen.press('esc').sees(/✗ Deploy/);
  await screen.press('q');
  expect(await screen.exit()).toMatchObject({ code: 0 });
});
