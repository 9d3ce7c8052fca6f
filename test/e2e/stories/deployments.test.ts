import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineProcess } from '../driver/engine.ts';
import { runAws, runs, runTool } from '../driver/tool.ts';

const hasCli = runs('aws', ['--version']);
const hasBoto3 = runs('python3', ['-c', 'import boto3']);
const FLAGS = ['--scenario', 'none', '--clock', 'manual'];

describe.skipIf(!hasBoto3)(`boto3${hasBoto3 ? '' : ', which is not installed here,'} and deployments`, () => {
  it('waits, pages, and reads errors', async () => {
    await using engine = await EngineProcess.start(FLAGS);
    const { code, stderr } = await runTool(engine.endpoint, 'python3', [join(import.meta.dirname, 'deployments.py')]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Ran [1-9]\d* tests? .*OK/s);
  });
});

describe.skipIf(!hasCli)(`the AWS CLI${hasCli ? '' : ', which is not installed here,'} and deployments`, () => {
  it('deploys blue/green, waits for the machines to be ready and for the end, and rolls a function back', async () => {
    await using engine = await EngineProcess.start(FLAGS);
    const run = (command: readonly string[]) => runAws(engine.endpoint, ['deploy', ...command]);

    /** What a command prints: a document, or undefined for nothing. */
    // biome-ignore lint/suspicious/noExplicitAny: each command has a document of its own.
    async function aws(...command: string[]): Promise<any> {
      const { code, stdout, stderr } = await run(command);
      expect({ code, stderr }, command.join(' ')).toEqual({ code: 0, stderr: '' });
      return stdout === '' ? undefined : JSON.parse(stdout);
    }

    const machine = (id: string, color: string) => ({ id, tags: { color } });
    await engine.control('/fleet', { instances: [machine('i-b', 'blue'), machine('i-g', 'green')] }, 'PUT');
    const filter = (color: string) => [{ Key: 'color', Value: color, Type: 'KEY_AND_VALUE' }];
    const web = ['--application-name', 'web'];
    await aws('create-application', ...web);
    const group = {
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy',
      ec2TagFilters: filter('blue'),
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
        greenFleetProvisioningOption: { action: 'DISCOVER_EXISTING' },
      },
    };
    const prod = [...web, '--deployment-group-name', 'prod'];
    await aws('create-deployment-group', ...prod, '--cli-input-json', JSON.stringify(group));
    const { deploymentId } = await aws(
      'create-deployment',
      ...prod,
      ...['--s3-location', 'bucket=b,key=web.zip,bundleType=zip'],
      ...['--target-instances', JSON.stringify({ tagFilters: filter('green') })],
    );
    const one = ['--deployment-id', deploymentId];
    await engine.advance('PT10S');
    const ready = await aws('get-deployment', ...one, '--query', 'deploymentInfo.[status,deploymentOverview.Ready]');
    expect(ready).toEqual(['Ready', 1]);
    await aws('continue-deployment', ...one, '--deployment-wait-type', 'READY_WAIT');
    await engine.advance('PT5M');
    await aws('wait', 'deployment-successful', ...one);
    const { targetIds } = await aws(
      'list-deployment-targets',
      ...one,
      ...['--target-filters', JSON.stringify({ ServerInstanceLabel: ['Green'] })],
    );
    expect(targetIds).toEqual(['i-g']);
    expect(await engine.control('/fleet')).toMatchObject({ instances: [{ id: 'i-g' }] });

    const fn = ['--application-name', 'fn'];
    await aws('create-application', ...fn, '--compute-platform', 'Lambda');
    const live = [...fn, '--deployment-group-name', 'live'];
    const rollback = 'enabled=true,events=DEPLOYMENT_FAILURE';
    await aws(
      'create-deployment-group',
      ...live,
      ...['--service-role-arn', group.serviceRoleArn, '--auto-rollback-configuration', rollback],
      ...['--deployment-style', 'deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL'],
    );
    // YAML, which the engine has to find a parser for.
    const appspec = (version: number) => `version: 0.0
Resources:
  - fn:
      Type: AWS::Lambda::Function
      Properties: { Name: fn, Alias: live, CurrentVersion: ${version - 1}, TargetVersion: ${version} }
Hooks:
  - AfterAllowTraffic: smoke
`;
    const ship = async (version: number): Promise<string> => {
      const content = { revisionType: 'AppSpecContent', appSpecContent: { content: appspec(version) } };
      const made = await aws('create-deployment', ...live, '--revision', JSON.stringify(content));
      await engine.advance('PT10S');
      return made.deploymentId;
    };
    await ship(2);
    const match = { application: 'fn', lifecycleEvent: 'AfterAllowTraffic' };
    await engine.control('/behaviors', { rules: [{ match, outcome: 'fail', times: 1 }] });
    const failed = await ship(3);
    expect((await run(['wait', 'deployment-successful', '--deployment-id', failed])).code).toBe(255);
    const query = ['--query', 'deploymentInfo.rollbackInfo.rollbackDeploymentId'];
    const back = await aws('get-deployment', '--deployment-id', failed, ...query);
    const target = await aws('get-deployment-target', '--deployment-id', back, '--target-id', 'fn');
    expect(target.deploymentTarget.lambdaTarget).toMatchObject({
      status: 'Succeeded',
      lambdaFunctionInfo: { currentVersion: '3', targetVersion: '2', targetVersionWeight: 100 },
    });
  });
});
