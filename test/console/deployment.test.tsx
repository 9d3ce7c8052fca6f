import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeploymentRig } from '../support/deployment-rig.ts';
import { gatedPipeline } from '../support/rig.ts';
import { Screen } from './screen.tsx';

/** Loading takes real time, and here only local time passes. */
import '../../src/aws/codedeploy.ts';
import '../../src/operations/continue-deployment.ts';
import '../../src/operations/stop-deployment.ts';

const ECS = {
  ...{ ApplicationName: 'shop', DeploymentGroupName: 'prod' },
  ...{ AppSpecTemplateArtifact: 'Source', AppSpecTemplatePath: 'appspec.yaml' },
  ...{ TaskDefinitionTemplateArtifact: 'Source', TaskDefinitionTemplatePath: 'taskdef.json' },
};

function deployingPipeline(
  provider = 'CodeDeploy',
  configuration: object = { ApplicationName: 'web', DeploymentGroupName: 'prod' },
) {
  const { pipeline } = gatedPipeline('web');
  const [source, , prod] = pipeline.stages;
  const [deploy] = prod?.actions ?? [];
  const action = {
    ...deploy,
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider, version: '1' },
    configuration,
  };
  return { pipeline: { ...pipeline, stages: [source, { ...prod, actions: [action] }] } };
}

describe('a deploy action on the console', () => {
  let made: DeploymentRig;
  let screen: Screen;

  const open = async (machines: number, size?: ConstructorParameters<typeof Screen>[1], more: object = {}) => {
    made.machines(machines, more);
    made.rig.aws('CreatePipeline', deployingPipeline());
    made.rig.elapse(20);
    screen = new Screen(made.rig, size);
    await screen.rest();
  };
  const slow = (lifecycleEvent: string) =>
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent }, durationSeconds: 60 }]);
  const lineOf = (text: string) => screen.lines.find((line) => line.includes(text)) ?? '';
  const sentWhile = async (milliseconds: number) => {
    const from = made.rig.sent.length;
    await screen.rest(milliseconds);
    return made.rig.sent.slice(from).filter((operation) => operation.includes('Deployment'));
  };

  beforeEach(async () => {
    made = await DeploymentRig.open();
  });

  afterEach(() => screen.close());

  it('lets its deployment be stopped, of which the menu tells what else cannot be done', async () => {
    slow('Install');
    await open(2);
    await screen.press('enter', 'right', 'down', 'a');
    expect(screen.text).toMatch(/Steer the deployment +d-[A-Z0-9]{9}/);
    expect(lineOf('│ ›')).toContain('Steer the deployment');
    await screen.press('enter');
    await screen.rest();
    expect(screen.text).toMatch(/Reroute the traffic +an in-place deployment never waits for anybody/);
    expect(lineOf('│ ›')).toContain('Stop the deployment');
    await screen.press('enter');
    await screen.rest(1000);
    expect(screen.text).toMatch(/Stop deployment d-[A-Z0-9]{9} to web\/prod/);
    await screen.type('stage');
    await screen.press('enter', 'y');
    expect(screen.text).toMatch(/type prod or d-[A-Z0-9]{9} to confirm it/);
    expect(made.rig.sent).not.toContain('StopDeployment');
    await screen.type('\x7f'.repeat(5));
    await screen.type('prod');
    await screen.press('enter', 'y');
    await screen.rest(1000);
    expect(made.rig.sent).toContain('StopDeployment');
  });

  it('opens its deployment, which is followed through the lifecycle events of each machine to the end', async () => {
    slow('Install');
    await open(2, { rows: 30 });
    await screen.press('enter');
    expect(screen.lines.at(-1)).toContain('enter deployment');
    await screen.press('enter');
    await screen.rest(500);
    expect(screen.text).toMatch(/► Prod\/Deploy {2}d-[A-Z0-9]{9}/);
    expect(screen.text).toContain('web/prod · in-place · Server · OneAtATime');
    expect(screen.text).toContain('0 of 2 done, 1 in progress.');
    expect(screen.text).toContain('With a you can stop it, or stop it and roll back.');
    expect(lineOf('i-0000')).toMatch(/► running +i-0000 +●●●►○○○ +Install +\d+s *$/);
    expect(screen.text).toMatch(/● BeforeInstall +\d+s/);
    expect(screen.text).toMatch(/► Install +\d+s/);
    expect(lineOf('i-0001')).toMatch(/○ pending +i-0001/);
    expect(screen.lines.at(-1)).not.toContain('log');

    made.rig.elapse(80);
    await screen.rest(2000);
    expect(lineOf('i-0001')).toMatch(/► running +i-0001/);
    expect(lineOf('i-0000')).toMatch(/● ok +i-0000 +●●●●●●● +ValidateService/);
    expect(screen.lines.findIndex((line) => line.includes('i-0001'))).toBeLessThan(
      screen.lines.findIndex((line) => line.includes('i-0000')),
    );

    made.rig.elapse(120);
    await screen.rest(3000);
    expect(screen.text).toContain('It has succeeded.');
    expect(screen.text.match(/● ValidateService/g)).toHaveLength(2);
  });

  it('3.9 says of a pipeline that somebody has to reroute its traffic, and lets it be done', async () => {
    made.ecs();
    made.rig.aws('CreatePipeline', deployingPipeline('CodeDeployToECS', ECS));
    made.rig.elapse(60);
    screen = new Screen(made.rig);
    await screen.rest(1000);
    expect(screen.lines[1]).toContain('1 waiting');
    expect(screen.marked).toMatch(/^›◆ web .* reroute /);
    await screen.press('enter');
    await screen.rest(1000);
    expect(screen.lines[1]).toContain('◆ waits for a person: Deploy in Prod is ready to reroute its traffic');
    expect(screen.marked).toMatch(/◆ Deploy .* ready/);
    await screen.press('enter');
    await screen.rest(1000);
    expect(screen.text).toMatch(/Waits for somebody to reroute the traffic; it stops by itself in 1h5\dm/);
    expect(screen.text).toMatch(/traffic Blue 100 %, Green 0 %/);
    await screen.press('a', 'enter');
    await screen.rest();
    expect(lineOf('│ ›')).toContain('Reroute the traffic');
    await screen.press('enter');
    await screen.rest(1000);
    await screen.press('y');
    await screen.rest(2000);
    made.rig.elapse(60);
    await screen.rest(3000);
    expect(screen.text).toMatch(/traffic Blue 90 %, Green 10 %/);
    expect(screen.text).toMatch(/Shifts the traffic: 100 % go to the new version in \dm\d\ds/);
  });

  it('asks for nothing of a deployment that is over, nor of one that nobody looks at', async () => {
    slow('Install');
    await open(2);
    await screen.press('enter', 'enter');
    expect(await sentWhile(3000)).toContain('BatchGetDeploymentTargets');
    await screen.press('esc');
    const beside = await sentWhile(30_000);
    expect(new Set(beside)).toEqual(new Set(['GetDeployment']));
    expect(beside.length).toBeLessThanOrEqual(10);
    await screen.press('esc');
    const far = await sentWhile(60_000);
    expect(new Set(far)).toEqual(new Set(['GetDeployment']));
    expect(far.length).toBeLessThanOrEqual(6);
    await screen.press('enter', 'enter');
    made.rig.elapse(300);
    await screen.rest(3000);
    expect(screen.text).toContain('It has succeeded.');
    expect(await sentWhile(60_000)).toEqual([]);
    await screen.press('esc', 'l');
    expect(screen.text).toContain('It has succeeded.');
    expect(await sentWhile(3000)).toEqual([]);
  });

  it('shows first what failed, with what its script said', async () => {
    made.rig.engine.world.behaviors.append([
      {
        match: { target: 'i-0001', lifecycleEvent: 'ApplicationStart' },
        outcome: 'fail',
        diagnostics: {
          errorCode: 'ScriptFailed',
          scriptName: 'scripts/start.sh',
          message: 'exit code 1',
          logTail: '[stderr]\u001b[31mboom\nnever started',
        },
      },
    ]);
    await open(8);
    made.rig.elapse(200);
    await screen.press('enter', 'enter');
    await screen.rest(2000);
    const at = screen.lines.findIndex((line) => line.includes('✗ failed'));
    expect(screen.lines[at - 1]).toMatch(/STATUS +TARGET +EVENTS/);
    expect(screen.lines[at]).toMatch(/i-0001 +●●●●●✗⊘ +ApplicationStart/);
    expect(screen.lines.slice(at).join('\n')).toContain(
      'ApplicationStart: scripts/start.sh: ScriptFailed: exit code 1',
    );
    await screen.press('G');
    expect(screen.text).toContain('| never started');
    expect(screen.text).toContain('boom');
    expect(screen.text).not.toContain('\u001b[31m');
    expect(Math.max(...screen.lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(screen.lines[1]).toMatch(/lines \d+–\d+ of \d+/);
  });

  it('3.8 says at once that it is rolled back, and by what', async () => {
    const autoRollbackConfiguration = { enabled: true, events: ['DEPLOYMENT_FAILURE'] };
    await open(30, {}, { autoRollbackConfiguration, deploymentConfigName: 'CodeDeployDefault.AllAtOnce' });
    made.rig.elapse(300);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, outcome: 'fail', times: 30 }]);
    made.rig.aws('StartPipelineExecution', { name: 'web' });
    made.rig.elapse(60);
    await screen.rest(10_000);
    await screen.press('enter', 'G', 'enter');
    await screen.rest(5000);
    expect(screen.text).toContain('✗ Prod/Deploy');
    expect(screen.text).toMatch(/d-[A-Z0-9]{9} rolled it back\./);
    expect(screen.text.indexOf('rolled it back')).toBeLessThan(screen.text.indexOf('STATUS'));
  });

  it('puts a plan about it out of date when it has come to its end', async () => {
    slow('Install');
    await open(1);
    await screen.press('enter', 'a', 'enter');
    await screen.rest();
    await screen.press('enter');
    await screen.rest(1000);
    expect(screen.text).toMatch(/Stop deployment d-[A-Z0-9]{9} to web\/prod/);
    made.rig.elapse(120);
    await screen.rest(5000);
    expect(screen.text.replace(/[│\s]+/g, ' ')).toMatch(
      /deployment d-[A-Z0-9]{9}: it is over: it has Succeeded; nothing was sent/,
    );
    await screen.press('tab', 'y');
    expect(made.rig.sent).not.toContain('StopDeployment');
  });

  it('says where its log is told', async () => {
    await open(1);
    await screen.press('enter', 'G', 'enter');
    await screen.rest(1000);
    await screen.press('l');
    expect(screen.text).toContain('what its scripts said stands here, below the target that failed');
  });

  it('reads a thousand targets with few requests, and while it runs only those that move', async () => {
    slow('Install');
    await open(1000, {}, { deploymentConfigName: 'CodeDeployDefault.OneAtATime' });
    await screen.press('enter', 'enter');
    expect((await sentWhile(500)).length).toBeLessThanOrEqual(45);
    expect(screen.text).toContain('0 of 1000 done, 1 in progress.');
    expect(lineOf('i-0000')).toContain('► running');
    await screen.press('G');
    expect(lineOf('i-0999')).toContain('○ pending');
    const now = await sentWhile(10_000);
    expect(now).toContain('BatchGetDeploymentTargets');
    expect(now.length).toBeLessThanOrEqual(45);
  });

  it('tells of its deployment beside the pipeline where there is room, once the cursor has rested', async () => {
    slow('Install');
    await open(30, { columns: 140, rows: 30 });
    await screen.press('enter');
    expect(screen.text).not.toContain('0 of 30 done');
    await screen.rest(1000);
    expect(screen.text).toContain('0 of 30 done, 1 in progress.');
    expect(screen.text).toContain('Enter tells of each target.');
    expect(made.rig.sent).not.toContain('BatchGetDeploymentTargets');
  });

  it('says why it does not tell of it', async () => {
    slow('Install');
    made.rig.intercept = (operation) =>
      operation === 'GetDeployment' ? Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' }) : undefined;
    await open(1);
    await screen.press('enter', 'enter');
    await screen.rest(1000);
    expect(screen.text).toMatch(/Deployment d-[A-Z0-9]{9}: eu-west-1 could not be reached/);
    expect(screen.text).toContain('It is asked for again.');
  });

  it('tells what it may tell where the targets cannot be read, and goes on when they can', async () => {
    slow('Install');
    await open(2);
    made.rig.intercept = (operation) =>
      operation === 'BatchGetDeploymentTargets' ? Object.assign(new Error('no'), { code: 'EHOSTUNREACH' }) : undefined;
    await screen.press('enter', 'enter');
    await screen.rest(60_000);
    expect(screen.text).toContain('0 of 2 done, 1 in progress.');
    expect(screen.text.replace(/\s+/g, ' ')).toMatch(/could not be reached .*: 0 of 2 targets are told/);
    expect(screen.text).not.toContain('reading the targets');
    made.rig.intercept = () => undefined;
    await screen.rest(60_000);
    expect(lineOf('i-0000')).toContain('► running');
    expect(screen.text).not.toContain('could not be reached');
  });

  it('offers nothing to do in a read-only session', async () => {
    slow('Install');
    await open(1, { readOnly: true });
    await screen.press('enter', 'enter');
    await screen.rest(500);
    expect(screen.text).toContain('0 of 1 done, 1 in progress.');
    expect(screen.text).not.toContain('With a you can');
  });
});
