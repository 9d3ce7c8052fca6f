import type { Fleet, Instance } from '../../fleet.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import { isSameLocation } from '../revisions/registered-revisions.ts';
import type { RevisionLocation } from '../revisions/revision-location.ts';
import type { Bundle } from './bundle.ts';

/** What a machine and the service remember of the deployments of a group to it (spec 3.6, 3.7). */
export interface HostRecord {
  /** Whether the last deployment to it went well; a machine that has had none is not healthy. */
  isHealthy: boolean;
  /** What the last deployment brought that went well as a whole. */
  revision?: RevisionLocation;
  /** The agent remembers these right after Install and DownloadBundle, however the deployment ends (spec 3.6). */
  lastInstalled?: Bundle;
  mostRecent?: Bundle;
  /** Files that the last installation put there; the next one removes them first. */
  installed: readonly string[];
}

/** The machines as deployments have left them. */
export class Hosts {
  readonly #fleet: Fleet;
  /** By the ids of group and machine. */
  readonly #records = new Map<string, Map<string, HostRecord>>();
  /** Files of the fleet that a deployment has put its own in the place of. */
  readonly #replaced = new WeakMap<Instance, Set<string>>();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  record({ id }: DeploymentGroup, instanceId: string): HostRecord {
    let ofGroup = this.#records.get(id);
    if (!ofGroup) {
      ofGroup = new Map();
      this.#records.set(id, ofGroup);
    }
    let record = ofGroup.get(instanceId);
    if (!record) {
      record = { isHealthy: false, installed: [] };
      ofGroup.set(instanceId, record);
    }
    return record;
  }

  /** Nobody deploys there any more. */
  forget({ id }: DeploymentGroup): void {
    this.#records.delete(id);
  }

  /** Whether a machine has this revision from a deployment that went well as a whole (spec 3.7). */
  isAt(group: DeploymentGroup, instanceId: string, revision: RevisionLocation): boolean {
    const { revision: there } = this.record(group, instanceId);
    return there !== undefined && isSameLocation(there, revision);
  }

  /** Whether a file is on a machine: since nobody knows when, or by a deployment of some group. */
  hasFile(instanceId: string, path: string): boolean {
    const instance = this.#fleet.find(instanceId);
    const isOfFleet = instance?.files?.includes(path) && !this.#replaced.get(instance)?.has(path);
    return (
      isOfFleet || this.#records.values().some((ofGroup) => ofGroup.get(instanceId)?.installed.includes(path) ?? false)
    );
  }

  /** Files that a deployment puts on a machine, whatever was there. */
  putFiles(group: DeploymentGroup, instanceId: string, paths: readonly string[]): void {
    this.record(group, instanceId).installed = paths;
    const instance = this.#fleet.find(instanceId);
    const lost = instance?.files?.filter((path) => paths.includes(path)) ?? [];
    if (!instance || lost.length === 0) return;
    this.#replaced.set(instance, new Set([...(this.#replaced.get(instance) ?? []), ...lost]));
  }
}
