import { join } from 'node:path';
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';
import { Screen } from './driver/screen.ts';

const PLAIN = join(import.meta.dirname, '../../fixtures/pipelines/plain.json');

/** An AWS SDK from outside, as any tool would use it. */
function sdk(endpoint: string): CodePipelineClient {
  const credentials = { accessKeyId: 'mock', secretAccessKey: 'mock' };
  return new CodePipelineClient({ endpoint, region: 'us-east-1', credentials });
}

it('a release is taken through a real pipeline definition by the console, a script and an SDK together', async () => {
  await using engine = await EngineProcess.start(['--scenario', PLAIN, '--clock', 'manual', '--seed', '7']);
  const client = sdk(engine.endpoint);
  const endpoint = ['--endpoint-url', engine.endpoint];

  // The execution that the pipeline's creation began goes to the gate; it is rejected, so that ours comes next.
  await engine.advance('PT1M');
  const rejected = await run(['reject', 'storefront', '-m', 'not this one', '--yes', ...endpoint]);
  expect(rejected).toMatchObject({ code: 0 });

  const { pipelineExecutionId } = await client.send(new StartPipelineExecutionCommand({ name: 'storefront' }));
  const execution = pipelineExecutionId as string;

  // The console watches it to the approval.
  await using screen = await Screen.open({ args: endpoint });
  await screen.sees(/›. storefront/);
  await screen.press('enter').sees(/● Source|► Source/);
  await screen.sees(execution.slice(0, 6));
  await engine.advance('PT1M');
  await screen.press('ctrl+r').sees(/waits for a person: Approve in Gate/);

  // Close the transition into Prod, with a reason.
  await screen.press('G', 't').sees('Close the transition into Prod in storefront');
  await screen.type('year-end freeze').sees('15 / 300');
  await screen.press('tab', 'tab').sees('› y  Close Prod');
  await screen.idle();
  await screen.press('enter').sees(/closed by operator .*year-end freeze/);

  // Approve from the action menu: the plan says that it will wait at the gate.
  await screen.press('k', 'k', 'k').sees(/›.*◆ Approve/);
  await screen.press('a').sees('› Approve');
  await screen.press('enter').sees(/Prod is closed by\s+operator/);
  await screen.idle();
  await screen.press('y').sees(/Approved [^┌]* at\s+Gate\/Approve/);
  await screen.sees(new RegExp(`waits to enter.*${execution.slice(0, 6)}`));

  // The SDK sees the same.
  const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: 'storefront' }));
  expect(stageStates[2]?.actionStates?.[0]?.latestExecution?.status).toBe('Succeeded');
  expect(stageStates[3]?.inboundExecution?.pipelineExecutionId).toBe(execution);
  expect(stageStates[3]?.inboundTransitionState).toMatchObject({ enabled: false, disabledReason: 'year-end freeze' });

  // A script opens the transition; another has been watching.
  const opened = await run(['transition', 'enable', 'storefront', 'Prod', '--yes', '--output', 'json', ...endpoint]);
  expect(opened).toMatchObject({ code: 0 });
  expect(JSON.parse(opened.stdout).result).toMatchObject({ operation: 'enable-transition', stage: 'Prod' });
  const watching = run(['watch', 'storefront', '--execution', execution, '--output', 'ndjson', ...endpoint]);
  await engine.advance('PT1M');
  const watched = await watching;
  expect(watched).toMatchObject({ code: 0 });
  const last = JSON.parse(watched.stdout.trimEnd().split('\n').at(-1) as string);
  expect(last).toMatchObject({ type: 'result', exitCode: 0 });

  await screen.press('ctrl+r').sees(/● Prod/);
  await screen.press('q');
  expect(await screen.exit()).toMatchObject({ code: 0 });
  expect(screen.inAlternateScreen()).toBe(false);
});
