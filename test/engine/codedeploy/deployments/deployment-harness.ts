import type { BehaviorRule } from '../../../../src/engine/behaviors.ts';
import type { Instance } from '../../../../src/engine/fleet.ts';
import { Harness } from '../harness.ts';

export const REVISION = { revisionType: 'S3', s3Location: { bucket: 'b', key: 'app.zip', bundleType: 'zip' } };
export const OTHER = { revisionType: 'S3', s3Location: { bucket: 'b', key: 'other.zip', bundleType: 'zip' } };

export const SEVEN = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];

export const WEB_TAGS = { ec2TagFilters: [{ Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' }] };
const LOAD_BALANCER = { loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] } };
export const BEHIND_LOAD_BALANCER = {
  ...LOAD_BALANCER,
  deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
};

/** A machine that the group `prod` means. */
export function webMachine(id: string, more: Partial<Instance> = {}): Instance {
  return { id, tags: { role: 'web' }, ...more };
}

/** An appspec.yml with these hooks, each `Event: script` or `Event: [scripts]`. */
export function appspec(hooks: Readonly<Record<string, string | readonly string[]>>, more = ''): string {
  const lines = Object.entries(hooks).map(
    ([event, scripts]) => `  ${event}: [${[scripts].flat().map((location) => `{ location: ${location} }`)}]`,
  );
  return `version: 0.0\nos: linux\n${more}${lines.length > 0 ? `hooks:\n${lines.join('\n')}\n` : ''}`;
}

/** CodeDeploy with an application `web` and its group `prod`, machines, and deployments to look at. */
export class DeploymentHarness extends Harness {
  /** `prod` means the machines that are tagged as web servers. */
  webGroup(more: object = {}): void {
    this.application();
    this.group({ ...WEB_TAGS, ...more });
  }

  fleet(...machines: readonly (string | Instance)[]): void {
    this.world.fleet.replace(machines.map((machine) => (typeof machine === 'string' ? webMachine(machine) : machine)));
  }

  /** What the bundles `b/KEY` hold. */
  bundles(contents: Readonly<Record<string, { readonly appspec?: string; readonly files?: readonly string[] }>>): void {
    this.world.revisions.replace(Object.entries(contents).map(([key, content]) => ({ bucket: 'b', key, ...content })));
  }

  behave(...rules: readonly BehaviorRule[]): void {
    this.world.behaviors.append(rules);
  }

  alarm(name: string, state: 'OK' | 'ALARM'): void {
    this.world.alarms.replace([{ name, state }]);
  }

  /** Makes a deployment to `prod`; it has not begun when this returns. */
  create(more: object = {}): string {
    const input = { applicationName: 'web', deploymentGroupName: 'prod', revision: REVISION, ...more };
    return this.call('CreateDeployment', input).deploymentId;
  }

  /** Makes a deployment and lets so many seconds pass; a minute is enough for one in which nothing takes long. */
  deploy(more: object = {}, seconds = 60): string {
    const id = this.create(more);
    this.advance(seconds);
    return id;
  }

  info(deploymentId: string) {
    return this.call('GetDeployment', { deploymentId }).deploymentInfo;
  }

  status(deploymentId: string): string {
    return this.info(deploymentId).status;
  }

  stop(deploymentId: string, autoRollbackEnabled?: boolean) {
    return this.call('StopDeployment', { deploymentId, autoRollbackEnabled });
  }

  proceed(deploymentId: string, deploymentWaitType?: string): void {
    this.call('ContinueDeployment', { deploymentId, deploymentWaitType });
  }

  targetIds(deploymentId: string, targetFilters?: object): string[] {
    return this.call('ListDeploymentTargets', { deploymentId, targetFilters }).targetIds;
  }

  /** The member of its type, whatever that is. */
  target(deploymentId: string, targetId: string) {
    const { deploymentTarget } = this.call('GetDeploymentTarget', { deploymentId, targetId });
    const { deploymentTargetType, ...members } = deploymentTarget;
    return Object.values(members)[0] as ReturnType<Harness['call']>;
  }

  event(deploymentId: string, targetId: string, name: string) {
    return this.target(deploymentId, targetId).lifecycleEvents.find(
      (event: { lifecycleEventName: string }) => event.lifecycleEventName === name,
    );
  }

  /** The events of a target as `Name Status`. */
  eventStates(deploymentId: string, targetId: string): string[] {
    return this.target(deploymentId, targetId).lifecycleEvents.map(
      (event: Record<string, string>) => `${event.lifecycleEventName} ${event.status}`,
    );
  }

  /** All targets as `id Status`. */
  targetStates(deploymentId: string): string[] {
    return this.targetIds(deploymentId).map((id) => `${id} ${this.target(deploymentId, id).status}`);
  }

  /** What the journal tells of deployments, as `START`, `i-1 SUCCESS`, `i-1 Install FAILURE`. */
  story(deploymentId: string): string[] {
    return this.events()
      .filter(({ source, detail }) => source === 'aws.codedeploy' && detail.deploymentId === deploymentId)
      .map(({ detail }) => {
        const { instanceId, targetId, lifecycleEvent, state } = detail;
        return [instanceId ?? targetId, lifecycleEvent, state].filter((part) => part !== undefined).join(' ');
      });
  }
}
