import { describe, expect, it } from 'vitest';
import {
  appspec,
  BEHIND_LOAD_BALANCER,
  DeploymentHarness,
  OTHER,
  SEVEN,
  webMachine,
} from '../deployments/deployment-harness.ts';

const ALL_AT_ONCE = { deploymentConfigName: 'CodeDeployDefault.AllAtOnce' };

function oneMachine(spec?: string, files?: readonly string[], more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup({ ...ALL_AT_ONCE, ...more });
  harness.fleet('i-0');
  if (spec !== undefined) harness.bundles({ 'app.zip': { appspec: spec, files } });
  return harness;
}

function diagnosticsOf(harness: DeploymentHarness, id: string, event: string, target = 'i-0') {
  return harness.event(id, target, event).diagnostics;
}

describe('scripts on a machine', () => {
  it('3.6 an event with a hook takes two seconds, one without none', () => {
    const harness = oneMachine(appspec({ BeforeInstall: 'a.sh', ApplicationStart: ['b.sh', 'c.sh'] }));
    const id = harness.deploy();
    const seconds = (event: string) => {
      const { startTime, endTime } = harness.event(id, 'i-0', event);
      return (endTime - startTime) / 1000;
    };
    expect(SEVEN.map(seconds)).toEqual([0, 0, 2, 0, 0, 2, 0]);
  });

  it('3.6 a script that fails says so with its exit code, and the rest is skipped', () => {
    const harness = oneMachine(
      `version: 0.0\nos: linux\nhooks: { AfterInstall: [{ location: a.sh }, { location: b.sh, runas: web }] }\n`,
    );
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', logLines: ['starting'] });
    const id = harness.deploy();
    expect(diagnosticsOf(harness, id, 'AfterInstall')).toEqual({
      errorCode: 'ScriptFailed',
      scriptName: 'b.sh',
      message: 'Script at specified location: b.sh run as user web failed with exit code 1',
      logTail: 'LifecycleEvent - AfterInstall\nScript - a.sh\nScript - b.sh\n[stdout]starting\n',
    });
    expect(harness.eventStates(id, 'i-0').slice(4)).toEqual([
      'AfterInstall Failed',
      'ApplicationStart Skipped',
      'ValidateService Skipped',
    ]);
    expect(harness.event(id, 'i-0', 'ValidateService')).toEqual({
      lifecycleEventName: 'ValidateService',
      status: 'Skipped',
    });
    expect(harness.story(id)).toEqual([
      'START',
      'i-0 START',
      'i-0 AfterInstall START',
      'i-0 AfterInstall FAILURE',
      'i-0 FAILURE',
      'FAILURE',
    ]);
  });

  it('3.6 a rule says in its own words what failed', () => {
    const harness = oneMachine(appspec({ AfterInstall: 'a.sh' }));
    const diagnostics = {
      errorCode: 'ScriptFailed',
      scriptName: 'restart.sh',
      message: 'port taken',
      logTail: '[stderr]EADDRINUSE\n',
    } as const;
    harness.behave({
      match: { application: 'web', deploymentGroup: 'pr*', target: 'i-*', lifecycleEvent: 'AfterInstall' },
      outcome: 'fail',
      durationSeconds: 3,
      diagnostics,
    });
    const id = harness.deploy();
    expect(diagnosticsOf(harness, id, 'AfterInstall')).toEqual(diagnostics);
    const { startTime, endTime } = harness.event(id, 'i-0', 'AfterInstall');
    expect(endTime - startTime).toBe(3000);
  });

  it.each([
    ['ScriptMissing', /^Script does not exist at specified location: \/opt\/codedeploy-agent\/.*\/a\.sh$/],
    ['ScriptNotExecutable', /^Unable to set script at specified location: a\.sh as executable$/],
    ['ScriptTimedOut', /^Script at specified location: a\.sh failed to complete in 3600 seconds$/],
    ['ScriptFailed', /^Script at specified location: a\.sh failed with exit code 1$/],
  ] as const)('3.6 a rule that says only %s has the words of the agent for it', (errorCode, message) => {
    const harness = oneMachine(appspec({ AfterInstall: 'a.sh' }));
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', diagnostics: { errorCode } });
    const id = harness.deploy();
    expect(diagnosticsOf(harness, id, 'AfterInstall')).toMatchObject({ errorCode, scriptName: 'a.sh' });
    expect(diagnosticsOf(harness, id, 'AfterInstall').message).toMatch(message);
  });

  it('3.6 a rule that names no event speaks of all of them', () => {
    const harness = oneMachine();
    harness.behave({ match: { application: 'web' }, outcome: 'fail' });
    const id = harness.deploy();
    expect(harness.eventStates(id, 'i-0')[0]).toBe('ApplicationStop Failed');
    expect(diagnosticsOf(harness, id, 'ApplicationStop')).toMatchObject({ errorCode: 'UnknownError', scriptName: '' });
  });

  it('3.6 a script that is not in the bundle is missing', () => {
    const harness = oneMachine(appspec({ AfterInstall: ['scripts/a.sh', 'scripts/b.sh'] }), [
      'appspec.yml',
      './scripts/a.sh',
    ]);
    const id = harness.deploy();
    const { errorCode, scriptName, message } = diagnosticsOf(harness, id, 'AfterInstall');
    expect([errorCode, scriptName]).toEqual(['ScriptMissing', 'scripts/b.sh']);
    expect(message).toMatch(
      new RegExp(
        `^Script does not exist at specified location: /opt/codedeploy-agent/deployment-root/[0-9a-f-]{36}/${id}/deployment-archive/scripts/b.sh$`,
      ),
    );
  });

  it('3.6 tells in the log of no script that did not begin', () => {
    const harness = oneMachine(appspec({ AfterInstall: ['a.sh', 'b.sh'] }), ['appspec.yml', 'a.sh']);
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, logLines: ['b would have written this'] });
    const id = harness.deploy();
    expect(diagnosticsOf(harness, id, 'AfterInstall').logTail).toBe('LifecycleEvent - AfterInstall\nScript - a.sh\n');
  });

  it('3.6 a script that takes too long is ended by its timeout', () => {
    const harness = oneMachine(
      'version: 0.0\nos: linux\nhooks: { AfterInstall: [{ location: a.sh, timeout: 90 }, { location: b.sh, timeout: 30 }] }\n',
    );
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, durationSeconds: 100 });
    const id = harness.deploy({}, 300);
    expect(diagnosticsOf(harness, id, 'AfterInstall')).toMatchObject({
      errorCode: 'ScriptTimedOut',
      scriptName: 'b.sh',
      message: 'Script at specified location: b.sh failed to complete in 30 seconds',
    });
    const { startTime, endTime } = harness.event(id, 'i-0', 'AfterInstall');
    expect(endTime - startTime).toBe(80_000);
  });

  it('3.6 what hangs is ended by its timeout, an hour where it has none', () => {
    const harness = oneMachine(appspec({ AfterInstall: 'a.sh' }));
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'hang' });
    const id = harness.deploy({}, 3600);
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(1);
    expect(diagnosticsOf(harness, id, 'AfterInstall')).toMatchObject({ errorCode: 'ScriptTimedOut' });
    expect(harness.status(id)).toBe('Failed');
  });

  it('3.6 what the service does itself takes the time that a rule says', () => {
    const harness = oneMachine(undefined, undefined, BEHIND_LOAD_BALANCER);
    harness.behave({ match: { lifecycleEvent: 'BlockTraffic' }, durationSeconds: 30 });
    const id = harness.deploy();
    const { startTime, endTime } = harness.event(id, 'i-0', 'BlockTraffic');
    expect(endTime - startTime).toBe(30_000);
  });

  it('3.6 what the agent does without scripts fails with an unknown error', () => {
    const harness = oneMachine();
    harness.behave({ match: { lifecycleEvent: 'DownloadBundle' }, outcome: 'fail' });
    const id = harness.deploy();
    expect(diagnosticsOf(harness, id, 'DownloadBundle')).toEqual({
      errorCode: 'UnknownError',
      scriptName: '',
      message: 'The specified key does not exist.',
      logTail: '',
    });
  });

  it('3.6 the agent keeps whole lines of the newest output', () => {
    const harness = oneMachine(appspec({ AfterInstall: 'a.sh' }));
    const logLines = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(90)}`);
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', logLines });
    const { logTail } = diagnosticsOf(harness, harness.deploy(), 'AfterInstall');
    expect(logTail.length).toBeLessThan(2048);
    expect(logTail.split('\n').at(-2)).toBe(`[stdout]${logLines.at(-1)}`);
    expect(logTail).toMatch(/^\[stdout\]\d+ x{90}\n/);
  });
});

describe('where scripts come from', () => {
  const STOP = appspec({ ApplicationStop: 'stop.sh' });

  it('3.6 ApplicationStop is that of the last installation, and the first time nothing', () => {
    const harness = oneMachine();
    harness.bundles({ 'app.zip': { appspec: STOP }, 'other.zip': { appspec: appspec({}) } });
    harness.behave({ match: { lifecycleEvent: 'ApplicationStop' }, durationSeconds: 5 });
    const ran = (id: string) => harness.story(id).includes('i-0 ApplicationStop START');
    harness.world.behaviors.replace([]);
    expect(ran(harness.deploy())).toBe(false);
    expect(ran(harness.deploy({ revision: OTHER }))).toBe(true);
    expect(ran(harness.deploy())).toBe(false);
  });

  it('3.6 the last installation is what Install has done, however the deployment ended', () => {
    const harness = oneMachine();
    harness.bundles({ 'app.zip': { appspec: STOP }, 'other.zip': { appspec: appspec({}) } });
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', times: 1 });
    expect(harness.status(harness.deploy())).toBe('Failed');
    expect(harness.story(harness.deploy({ revision: OTHER }))).toContain('i-0 ApplicationStop START');
  });

  it('3.6 a bundle that is not installed leaves the one before', () => {
    const harness = oneMachine();
    harness.bundles({ 'app.zip': { appspec: STOP }, 'other.zip': { appspec: appspec({}) } });
    harness.deploy();
    harness.behave({ match: { lifecycleEvent: 'BeforeInstall' }, outcome: 'fail', times: 1 });
    harness.deploy({ revision: OTHER });
    expect(harness.story(harness.deploy({ revision: OTHER }))).toContain('i-0 ApplicationStop START');
  });

  it('3.6 before traffic is blocked it is the last installation, before it is allowed the new one', () => {
    const harness = oneMachine(undefined, undefined, BEHIND_LOAD_BALANCER);
    harness.bundles({
      'app.zip': { appspec: appspec({ BeforeBlockTraffic: 'a.sh', AfterBlockTraffic: 'a.sh' }) },
      'other.zip': { appspec: appspec({ BeforeAllowTraffic: 'b.sh', AfterAllowTraffic: 'b.sh' }) },
    });
    harness.deploy();
    expect(harness.story(harness.deploy({ revision: OTHER })).filter((line) => / \w+ START$/.test(line))).toEqual([
      'i-0 BeforeBlockTraffic START',
      'i-0 AfterBlockTraffic START',
      'i-0 BeforeAllowTraffic START',
      'i-0 AfterAllowTraffic START',
    ]);
  });

  it('3.6 ignoreApplicationStopFailures lets a target go on after a stop that failed, and only then', () => {
    const harness = oneMachine();
    harness.bundles({ 'app.zip': { appspec: STOP } });
    harness.deploy();
    harness.behave({ match: { lifecycleEvent: 'ApplicationStop' }, outcome: 'fail' });
    const refused = harness.deploy();
    expect(harness.status(refused)).toBe('Failed');
    const ignored = harness.deploy({ ignoreApplicationStopFailures: true });
    expect(harness.status(ignored)).toBe('Succeeded');
    expect(harness.eventStates(ignored, 'i-0').slice(0, 2)).toEqual([
      'ApplicationStop Failed',
      'DownloadBundle Succeeded',
    ]);
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail' });
    expect(harness.status(harness.deploy({ ignoreApplicationStopFailures: true }))).toBe('Failed');
  });
});

describe('an AppSpec file that the agent cannot use', () => {
  it.each([
    ['version: 1.0\nos: linux', 'an invalid version value (1.0)'],
    ['', 'the application specification file was empty'],
    ['version: [', 'YAML parsing error'],
  ])('3.13 DownloadBundle succeeds, BeforeInstall fails although it has no hook (%#)', (text, message) => {
    const harness = oneMachine(text);
    const id = harness.deploy();
    expect(harness.eventStates(id, 'i-0').slice(0, 4)).toEqual([
      'ApplicationStop Succeeded',
      'DownloadBundle Succeeded',
      'BeforeInstall Failed',
      'Install Skipped',
    ]);
    const diagnostics = diagnosticsOf(harness, id, 'BeforeInstall');
    expect(diagnostics).toMatchObject({ errorCode: 'UnknownError', scriptName: '' });
    expect(diagnostics.message).toContain(message);
  });

  it('3.13 a bundle without one is told of with the places where it was looked for', () => {
    const harness = oneMachine();
    harness.bundles({ 'app.zip': { files: ['index.html'] } });
    expect(diagnosticsOf(harness, harness.deploy(), 'BeforeInstall').message).toMatch(
      /^The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml"\. The revision was unpacked to directory/,
    );
  });

  it('3.13 events that there are not are found by Install alone', () => {
    const harness = oneMachine(appspec({ BeforeStart: 'a.sh' }));
    const id = harness.deploy();
    expect(harness.eventStates(id, 'i-0').slice(2, 5)).toEqual([
      'BeforeInstall Succeeded',
      'Install Failed',
      'AfterInstall Skipped',
    ]);
    expect(diagnosticsOf(harness, id, 'Install').message).toBe(
      'appspec.yml file contains unknown lifecycle events: ["BeforeStart"]',
    );
  });
});

describe('files', () => {
  const FILES = appspec({}, 'files: [{ source: web, destination: /srv }]\n');
  const BUNDLE = ['appspec.yml', 'web/index.html', 'web/css/a.css'];

  it('3.4 DISALLOW fails where a file is that no deployment brought', () => {
    const harness = oneMachine(FILES, BUNDLE);
    harness.fleet(webMachine('i-0', { files: ['/srv/css/a.css'] }));
    const id = harness.deploy();
    expect(diagnosticsOf(harness, id, 'Install')).toMatchObject({
      errorCode: 'UnknownError',
      message: 'The deployment failed because a specified file already exists at this location: /srv/css/a.css',
    });
  });

  it('3.4 what the last deployment of the group installed is removed first', () => {
    const harness = oneMachine(FILES, BUNDLE);
    expect(harness.status(harness.deploy())).toBe('Succeeded');
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });

  it('3.4 files of another group on another machine are not', () => {
    const harness = oneMachine(FILES, BUNDLE);
    harness.group({ deploymentGroupName: 'second', ec2TagFilters: [{ Key: 'rack', Type: 'KEY_ONLY' }] });
    harness.fleet('i-0', { id: 'i-1', tags: { rack: '7' } });
    expect(harness.status(harness.deploy({ deploymentGroupName: 'second' }))).toBe('Succeeded');
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });

  it('3.4 files of another group are in the way', () => {
    const harness = oneMachine(FILES, BUNDLE);
    harness.deploy();
    harness.group({ deploymentGroupName: 'second', ec2TagFilters: [{ Key: 'role', Type: 'KEY_ONLY' }] });
    const id = harness.deploy({ deploymentGroupName: 'second' });
    expect(diagnosticsOf(harness, id, 'Install').message).toContain('already exists at this location: /srv/index.html');
  });

  it('3.4 OVERWRITE takes the place of a file for good', () => {
    const harness = oneMachine(FILES, BUNDLE);
    harness.fleet(webMachine('i-0', { files: ['/srv/index.html'] }));
    expect(harness.status(harness.deploy({ fileExistsBehavior: 'OVERWRITE' }))).toBe('Succeeded');
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });

  it('3.4 RETAIN leaves the file, which is in the way the next time too', () => {
    const harness = oneMachine(FILES, BUNDLE);
    harness.fleet(webMachine('i-0', { files: ['/srv/index.html'] }));
    expect(harness.status(harness.deploy({ fileExistsBehavior: 'RETAIN' }))).toBe('Succeeded');
    expect(harness.status(harness.deploy())).toBe('Failed');
  });

  it('3.4 the AppSpec file has the last word', () => {
    const harness = oneMachine(`${FILES}file_exists_behavior: OVERWRITE\n`, BUNDLE);
    harness.fleet(webMachine('i-0', { files: ['/srv/index.html'] }));
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });

  it('3.13 a source that is not in the bundle fails the installation', () => {
    const harness = oneMachine(appspec({}, 'files: [{ source: dist, destination: /srv }]\n'), BUNDLE);
    expect(diagnosticsOf(harness, harness.deploy(), 'Install').message).toMatch(
      /^No such file or directory - .*\/dist$/,
    );
  });
});

describe('agents', () => {
  it('3.5 one that does not answer within five minutes fails its first event', () => {
    const harness = oneMachine();
    harness.fleet(webMachine('i-0', { agent: 'offline' }));
    const id = harness.deploy({}, 200);
    expect(harness.status(id)).toBe('Queued');
    expect(harness.refusal('ListDeploymentTargets', { deploymentId: id })).toContain('DeploymentNotStartedException');
    harness.advance(101);
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'HEALTH_CONSTRAINTS' } });
    expect(harness.eventStates(id, 'i-0')).toEqual(
      SEVEN.map((name) => (name === 'ApplicationStop' ? `${name} Failed` : `${name} Skipped`)),
    );
    expect(diagnosticsOf(harness, id, 'ApplicationStop')).toMatchObject({
      errorCode: 'UnknownError',
      message: expect.stringContaining('CodeDeploy agent was not able to receive the lifecycle event.'),
    });
  });

  it('3.5 one that comes back in time goes on', () => {
    const harness = oneMachine();
    harness.fleet(webMachine('i-0', { agent: 'offline' }), 'i-1');
    const id = harness.deploy({}, 100);
    expect(harness.targetStates(id)).toEqual(['i-0 Pending', 'i-1 Succeeded']);
    harness.fleet('i-0', 'i-1');
    harness.advance(15);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.5 one that is lost while a script runs is waited for an hour', () => {
    const harness = oneMachine(appspec({ AfterInstall: 'a.sh' }));
    const id = harness.deploy({}, 2);
    harness.fleet(webMachine('i-0', { agent: 'offline' }));
    harness.advance(3600);
    expect(harness.event(id, 'i-0', 'AfterInstall').status).toBe('InProgress');
    harness.advance(15);
    expect(harness.event(id, 'i-0', 'AfterInstall').status).toBe('Failed');
  });

  it('a slow one takes ten times as long, and ten seconds for what takes others none', () => {
    const harness = oneMachine(appspec({ AfterInstall: 'a.sh' }));
    harness.fleet(webMachine('i-0', { agent: 'slow' }));
    const id = harness.deploy({}, 81);
    expect(harness.status(id)).toBe('Succeeded');
    const { startTime, endTime } = harness.event(id, 'i-0', 'AfterInstall');
    expect(endTime - startTime).toBe(20_000);
  });
});
