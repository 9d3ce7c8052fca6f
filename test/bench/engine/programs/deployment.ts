// Deploys to a thousand machines again and again, and prints how long each took, and what a target that has ended takes. Needs --expose-gc.
import { createEngine, type Engine } from '../../../../src/engine/index.ts';
import { AUTHORIZATION } from '../../../engine/support/requests.ts';

const MACHINES = 1000;
const DEPLOYMENTS = 30;

const APPSPEC = `version: 0.0
os: linux
hooks:
  ApplicationStop: [{ location: stop.sh }]
  BeforeInstall: [{ location: install.sh }]
  ApplicationStart: [{ location: start.sh }]
  ValidateService: [{ location: check.sh }]
`;
const GROUP = { applicationName: 'web', deploymentGroupName: 'prod' };

function send(engine: Engine, operation: string, input: object): string {
  const headers = { 'x-amz-target': `CodeDeploy_20141006.${operation}`, authorization: AUTHORIZATION };
  const { status, body } = engine.handle({ method: 'POST', path: '/', headers, body: JSON.stringify(input) });
  if (status !== 200) throw new Error(`${operation}: ${body}`);
  return body;
}

/** Seconds that a deployment takes from its creation to its end. */
function deploy(engine: Engine, deploymentConfigName: string): number {
  const started = performance.now();
  const s3Location = { bucket: 'b', key: 'web.zip', bundleType: 'zip' };
  const input = { ...GROUP, deploymentConfigName, revision: { revisionType: 'S3', s3Location } };
  const { deploymentId } = JSON.parse(send(engine, 'CreateDeployment', input));
  engine.world.clock.advance(8 * 3_600_000);
  const seconds = (performance.now() - started) / 1000;
  const { deploymentInfo } = JSON.parse(send(engine, 'GetDeployment', { deploymentId }));
  if (deploymentInfo.deploymentOverview.Succeeded !== MACHINES) throw new Error(JSON.stringify(deploymentInfo));
  return seconds;
}

async function heap(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    await globalThis.gc!({ type: 'major', execution: 'async', flavor: 'last-resort' });
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

createEngine({ clock: 'manual', startTime: 0, monotonic: () => 0, version: 'bench' }).then(async (engine) => {
  const id = (number: number) => `i-${number.toString(16).padStart(17, '0')}`;
  engine.world.fleet.replace(Array.from({ length: MACHINES }, (_, number) => ({ id: id(number), tags: { a: 'b' } })));
  engine.world.revisions.replace([{ bucket: 'b', key: 'web.zip', appspec: APPSPEC }]);
  send(engine, 'CreateApplication', { applicationName: 'web' });
  const serviceRoleArn = 'arn:aws:iam::123456789012:role/deploy';
  send(engine, 'CreateDeploymentGroup', { ...GROUP, serviceRoleArn, ec2TagFilters: [{ Key: 'a', Type: 'KEY_ONLY' }] });
  const first = deploy(engine, 'CodeDeployDefault.AllAtOnce');
  const oneAtATime = deploy(engine, 'CodeDeployDefault.OneAtATime');
  // The journal has its greatest size, and only targets are added, when it is measured.
  for (let round = 0; round < DEPLOYMENTS; round++) deploy(engine, 'CodeDeployDefault.AllAtOnce');
  const before = await heap();
  for (let round = 0; round < DEPLOYMENTS; round++) deploy(engine, 'CodeDeployDefault.AllAtOnce');
  const bytes = ((await heap()) - before) / (DEPLOYMENTS * MACHINES);
  console.log(JSON.stringify({ first, oneAtATime, bytesPerTarget: Math.round(bytes) }));
});
