import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../src/engine/aws-error.ts';
import { appspec, DeploymentHarness, OTHER, REVISION, webMachine } from './deployment-harness.ts';

const MINUTE = 60;
const HOUR = 3600;
const ENDED = ['Succeeded', 'Failed', 'Stopped'];
const SETTLED = ['Succeeded', 'Failed', 'Skipped'];
const EVENT_OUTCOMES = ['succeed', 'fail', 'hang'] as const;
const ALL_ROLLBACKS = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'];

const CONFIGS = ['OneAtATime', 'HalfAtATime', 'AllAtOnce'].map((name) => `CodeDeployDefault.${name}`);

/** What somebody does, or what happens. */
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      isOther: fc.boolean(),
      config: fc.constantFrom(...CONFIGS),
      ignores: fc.boolean(),
      onlyOutdated: fc.boolean(),
      files: fc.constantFrom('DISALLOW', 'OVERWRITE', 'RETAIN'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      seconds: fc.constantFrom(1, 2, 7, 60, 400, 2 * HOUR),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stop' as const), rollsBack: fc.constantFrom(true, false, undefined) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('continue' as const),
      wait: fc.constantFrom('READY_WAIT', 'TERMINATION_WAIT'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('behave' as const),
      target: fc.constantFrom('i-0', 'i-1', 'i-*'),
      lifecycleEvent: fc.constantFrom('ApplicationStop', 'BeforeInstall', 'Install', 'AllowTraffic', 'BlockTraffic'),
      outcome: fc.constantFrom(...EVENT_OUTCOMES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fleet' as const),
      agents: fc.array(fc.constantFrom('online', 'online', 'online', 'offline', 'slow'), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('alarm' as const), state: fc.constantFrom('OK', 'OK', 'ALARM') }),
  },
);

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const BLUE_GREEN = {
  deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
  loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] },
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 10 },
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
    greenFleetProvisioningOption: { action: 'COPY_AUTO_SCALING_GROUP' },
  },
};

/** A group in which everything that can be configured is, and machines with something on them. */
function begin(isBlueGreen: boolean): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup({
    ...(isBlueGreen && BLUE_GREEN),
    ec2TagFilters: [],
    autoScalingGroups: ['asg'],
    alarmConfiguration: { enabled: true, ignorePollAlarmFailure: true, alarms: [{ name: '5xx' }] },
    autoRollbackConfiguration: { enabled: true, events: ALL_ROLLBACKS },
  });
  const files = 'files: [{ source: web, destination: /srv }]\n';
  const hooks = { ApplicationStop: 'a.sh', BeforeInstall: 'b.sh', ValidateService: 'c.sh' };
  harness.bundles({
    'app.zip': { appspec: appspec(hooks, files), files: ['web/a', 'a.sh', 'b.sh', 'c.sh'] },
    'other.zip': { appspec: appspec({ AfterInstall: 'd.sh' }, files), files: ['web/b', 'd.sh'] },
  });
  putMachines(harness, ['online', 'online', 'online']);
  obey(harness, {
    kind: 'create',
    isOther: false,
    config: CONFIGS[2]!,
    ignores: false,
    onlyOutdated: false,
    files: 'OVERWRITE',
  });
  if (isBlueGreen) harness.advance(2 * MINUTE);
  if (isBlueGreen) obey(harness, { kind: 'continue', wait: 'READY_WAIT' });
  harness.advance(10 * MINUTE);
  return harness;
}

function putMachines(harness: DeploymentHarness, agents: readonly string[]): void {
  const machine = (agent: string, index: number) =>
    webMachine(`i-${index}`, { asg: 'asg', agent: agent as 'online', files: index === 2 ? ['/srv/b'] : [] });
  harness.fleet(...agents.map(machine));
}

function obey(harness: DeploymentHarness, chosen: Command): void {
  const [newest] = harness.raw('ListDeployments', {}).deployments;
  try {
    switch (chosen.kind) {
      case 'create':
        harness.raw('CreateDeployment', {
          applicationName: 'web',
          deploymentGroupName: 'prod',
          revision: chosen.isOther ? OTHER : REVISION,
          deploymentConfigName: chosen.config,
          ignoreApplicationStopFailures: chosen.ignores,
          updateOutdatedInstancesOnly: chosen.onlyOutdated,
          fileExistsBehavior: chosen.files,
        });
        break;
      case 'advance':
        harness.advance(chosen.seconds);
        break;
      case 'stop':
        harness.raw('StopDeployment', { deploymentId: newest, autoRollbackEnabled: chosen.rollsBack });
        break;
      case 'continue':
        harness.raw('ContinueDeployment', { deploymentId: newest, deploymentWaitType: chosen.wait });
        break;
      case 'behave': {
        const { target, lifecycleEvent, outcome } = chosen;
        harness.behave({ match: { target, lifecycleEvent }, outcome, times: 2 });
        break;
      }
      case 'fleet':
        putMachines(harness, chosen.agents);
        break;
      case 'alarm':
        harness.alarm('5xx', chosen.state as 'OK' | 'ALARM');
        break;
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
function deployments(harness: DeploymentHarness): any[] {
  const { deployments: ids } = harness.raw('ListDeployments', {});
  return ids.map((deploymentId: string) => harness.raw('GetDeployment', { deploymentId }).deploymentInfo);
}

// biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
function targetsOf(harness: DeploymentHarness, deploymentId: string): any[] {
  if (harness.raw('GetDeployment', { deploymentId }).deploymentInfo.startTime === undefined) return [];
  const { targetIds } = harness.raw('ListDeploymentTargets', { deploymentId });
  return targetIds.map(
    (targetId: string) =>
      harness.raw('GetDeploymentTarget', { deploymentId, targetId }).deploymentTarget.instanceTarget,
  );
}

/** At any time: one deployment a group beside those of scaled out machines, and each as far as its targets are. */
function check(harness: DeploymentHarness): void {
  const all = deployments(harness);
  const active = all.filter(({ status, creator }) => !ENDED.includes(status) && creator !== 'autoscaling');
  expect(active.length).toBeLessThanOrEqual(1);
  for (const info of all) {
    const targets = targetsOf(harness, info.deploymentId);
    const isOver = ENDED.includes(info.status);
    expect(info.completeTime !== undefined).toBe(isOver);
    if (info.startTime !== undefined) {
      const counted = Object.values<number>(info.deploymentOverview).reduce((sum, count) => sum + count, 0);
      expect(counted).toBe(targets.length);
    }
    for (const target of targets) {
      if (isOver) expect(SETTLED).toContain(target.status);
      checkEvents(target);
    }
    checkRollback(info, all);
  }
}

/** Events go one after the other, and what is over has nothing open. */
// biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
function checkEvents({ status, lifecycleEvents }: any): void {
  let last = 0;
  const states: string[] = [];
  for (const { status: state, startTime, endTime } of lifecycleEvents) {
    states.push(state);
    if (startTime === undefined) continue;
    expect(startTime).toBeGreaterThanOrEqual(last);
    last = endTime ?? startTime;
    expect(last).toBeGreaterThanOrEqual(startTime);
  }
  const begun = /^((Succeeded|Failed),)*(InProgress,)?((Pending,)*|(Skipped,)*)$/;
  expect(`${states.join(',')},`).toMatch(begun);
  if (status === 'Succeeded') expect(states).not.toContain('Skipped');
  if (SETTLED.includes(status))
    expect(states.filter((state) => state === 'InProgress' || state === 'Pending')).toEqual([]);
}

/** A rollback and what it takes back know of each other. */
// biome-ignore lint/suspicious/noExplicitAny: answers are described by the service model, not by TypeScript.
function checkRollback({ deploymentId, creator, rollbackInfo, status }: any, all: readonly any[]): void {
  const { rollbackDeploymentId, rollbackTriggeringDeploymentId } = rollbackInfo ?? {};
  if (creator === 'codeDeployRollback') {
    const triggering = all.find((info) => info.deploymentId === rollbackTriggeringDeploymentId);
    expect(triggering.rollbackInfo.rollbackDeploymentId).toBe(deploymentId);
  }
  if (rollbackDeploymentId === undefined) return;
  expect(['Failed', 'Stopped']).toContain(status);
  expect(all.find((info) => info.deploymentId === rollbackDeploymentId).creator).toBe('codeDeployRollback');
}

describe.each([
  ['in place', false],
  ['blue/green', true],
])('whatever is done about deployments %s', (_, isBlueGreen) => {
  it('3.5 each is as far as its targets, ends once, and is told of once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        const harness = begin(isBlueGreen);
        for (const chosen of commands) {
          obey(harness, chosen);
          check(harness);
        }
        harness.world.behaviors.replace([]);
        harness.advance(120 * HOUR);
        harness.advance(120 * HOUR);
        for (const { deploymentId, status } of deployments(harness)) {
          expect(ENDED).toContain(status);
          const told = harness.story(deploymentId).filter((state) => ['SUCCESS', 'FAILURE', 'STOP'].includes(state));
          expect(told).toHaveLength(1);
        }
        check(harness);
      }),
      { numRuns: 60 },
    );
  });

  it('the same seed and the same commands give the same journal', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        const journal = () => {
          const harness = begin(isBlueGreen);
          for (const chosen of commands) obey(harness, chosen);
          return JSON.stringify(harness.events());
        };
        expect(journal()).toBe(journal());
      }),
      { numRuns: 15 },
    );
  });
});
