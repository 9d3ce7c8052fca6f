import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/aws/operation-ids.ts';
import { COMMANDS } from '../../src/cli/command-table.ts';
import type { CliHost } from '../../src/cli/host.ts';
import { Protection } from '../../src/policy/protection.ts';
import { bundle, DeploymentRig, GREEN } from '../support/deployment-rig.ts';
import { gatedPipeline, type Rig } from '../support/rig.ts';
import { connectionOf, rigWithGates, run, runJson } from './support/cli-rig.ts';

/** A call of every command that changes something, of a pipeline whose approval is open, of one where it was rejected, of one where it was given, or of one that a condition holds up, and of a deployment that waits. */
const CALLS: readonly (readonly string[])[] = [
  ['approve', 'storefront'],
  ['reject', 'storefront'],
  ['start', 'storefront'],
  ['stop', 'storefront', 'WAITING'],
  ['retry', 'storeroom', 'Gate'],
  ['rollback', 'storehouse', 'Gate', '--to', 'RELEASED'],
  ['override', 'storekeeper', 'Prod', '--condition', 'before-entry'],
  ['deployment', 'stop', 'READY'],
  ['deployment', 'continue', 'READY'],
  ['transition', 'enable', 'storefront', 'Prod'],
  ['transition', 'disable', 'storefront', 'Prod', '--reason', 'freeze'],
  ['apply', 'CHANGED'],
  ['freeze', 'store*', '--reason', 'freeze'],
  ['unfreeze'],
];

/** These follow something, and their result is what became of it. */
const WATCHES = ['watch'];

const sendsNothing = (rig: Rig) =>
  rig.sent.every((operation) =>
    ['codepipeline', 'codedeploy'].every(
      (service) => (OPERATIONS as Record<string, string>)[`${service}:${operation}`] !== 'change',
    ),
  );

/** Source and Prod, whose condition before entry is not met. */
function guardedPipeline(name: string) {
  const { pipeline } = gatedPipeline(name);
  const [source, , prod] = pipeline.stages;
  const ruleTypeId = { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' };
  const configuration = { Variable: 'go', Operator: 'EQ', Value: 'stop' };
  const beforeEntry = { conditions: [{ result: 'FAIL', rules: [{ name: 'never', ruleTypeId, configuration }] }] };
  return { pipeline: { ...pipeline, pipelineType: 'V2', stages: [source, { ...prod, beforeEntry }] } };
}

describe('a change in a protected environment', () => {
  let rig: Rig;
  let protection: Protection;
  let ids: Readonly<Record<string, string>>;
  const connect: CliHost['connect'] = async ({ protected: isMeant, why }) => {
    if (isMeant && why !== undefined) protection.unlock('production', why);
    const connection = connectionOf(rig);
    return { ...connection, operations: { ...connection.operations, protection } };
  };
  const words = (call: readonly string[]) => call.map((word) => ids[word] ?? word);

  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'protected-'));
    const { pipeline } = gatedPipeline('storefront');
    pipeline.artifactStore.location = 'another-bucket';
    writeFileSync(join(folder, 'pipeline.json'), JSON.stringify(pipeline));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    rig = await rigWithGates(['storefront', 'storeroom', 'storehouse']);
    protection = new Protection([{ name: 'production', pipeline: 'store*' }], () => 0);
    const deployments = new DeploymentRig(rig);
    deployments.blueGreen(1);
    ids = {
      CHANGED: join(folder, 'pipeline.json'),
      READY: deployments.deploy('web', bundle('one.zip'), GREEN),
      WAITING: gateOf('storefront')?.latestExecution?.pipelineExecutionId ?? '',
      RELEASED: gateOf('storehouse')?.latestExecution?.pipelineExecutionId ?? '',
    };
    // Each has two executions: the second one enters when the first one has left.
    for (const status of ['Rejected', 'Rejected']) answer('storeroom', status);
    for (const status of ['Approved', 'Approved']) answer('storehouse', status);
    rig.aws('CreatePipeline', guardedPipeline('storekeeper'));
    rig.elapse(5);
    await rememberFrozen('storekeeper', 'Prod');
  });

  /** As a freeze leaves it that this operator made. */
  async function rememberFrozen(name: string, stage: string) {
    const { principal } = rig.live.site(rig.id(name));
    const record = { pipeline: rig.id(name), endpoint: null, stage, reason: 'freeze', principal, changedAt: null };
    await rig.operations.freezes.revise({ remember: [{ ...record, sentAt: rig.engine.world.clock.now() }] });
    const closed = { pipelineName: name, stageName: stage, transitionType: 'Inbound', reason: 'freeze' };
    rig.aws('DisableStageTransition', closed, 'operator');
  }

  function answer(pipelineName: string, status: string) {
    const approval = { pipelineName, stageName: 'Gate', actionName: 'Approve' };
    const token = gateOf(pipelineName)?.actionStates[0]?.latestExecution?.token;
    rig.aws('PutApprovalResult', { ...approval, token, result: { status, summary: '' } });
    rig.elapse(5);
  }

  function gateOf(name: string) {
    const { stageStates } = rig.aws('GetPipelineState', { name }) as {
      stageStates: {
        latestExecution?: { pipelineExecutionId: string };
        actionStates: { latestExecution?: { token?: string } }[];
      }[];
    };
    return stageStates[1];
  }

  it('is tested for every command that there is', () => {
    const changes = COMMANDS.filter(({ noun, path }) => noun === 'result' && !WATCHES.includes(path.join(' ')));
    const called = (path: readonly string[]) => CALLS.some((call) => path.every((word, index) => call[index] === word));
    expect(changes.filter(({ path }) => !called(path)).map(({ path }) => path.join(' '))).toEqual([]);
  });

  it.each(CALLS)('is 8 without --protected and --why, whatever --yes says: %s %s', async (...call) => {
    for (const flags of [[], ['--protected'], ['--why', 'INC-7']]) {
      const { code, err } = await run(rig, [...words(call), '--yes', ...flags], { connect });
      expect(code).toBe(8);
      expect(err).toMatch(
        /^signalbox: (store\w+|deployment d-\w+) .* is in the protected environment production: .*--protected and --why/,
      );
    }
    expect(sendsNothing(rig)).toBe(true);
  });

  it('is made with both, and the reason is written down', async () => {
    const meant = ['--yes', '--protected', '--why', 'INC-7'];
    expect(await run(rig, ['approve', 'storefront', ...meant], { connect })).toMatchObject({ code: 0 });
    expect(rig.audited).toMatchObject([{ phase: 'attempted', why: 'INC-7' }, { phase: 'succeeded' }]);
  });

  it('is shown by --dry-run, which needs neither', async () => {
    const { code, out } = await run(rig, ['start', 'storefront', '--dry-run'], { connect });
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}Protected {2}production$/m);
    const { document } = await runJson(rig, ['start', 'storefront', '--dry-run'], { connect });
    expect(document.plan).toMatchObject({ environment: 'production', changes: [{ environment: 'production' }] });
    expect(document.plan.command).toMatch(/^signalbox start storefront .* --protected --why WHY$/);
    const free = await runJson(rig, ['start', 'storefront', '--dry-run']);
    expect(free.document.plan).toMatchObject({ environment: null, changes: [{ environment: null }] });
  });

  it('tells a person who is asked where it is', async () => {
    protection.unlock('production', 'INC-7');
    const { code, err } = await run(rig, ['start', 'storefront'], { connect, typed: 'n\n' });
    expect(code).toBe(8);
    expect(err).toMatch(/^ {2}Protected {2}production$/m);
  });
});
