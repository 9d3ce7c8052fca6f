import type { Instance } from '../../fleet.ts';
import type { CodeDeployContext } from '../context.ts';
import { tagMap } from './on-premises-instance.ts';

/** The machines that deployments find: the fleet, and what is registered without being there. */
export function listMachines(context: CodeDeployContext): Instance[] {
  const fleet = context.world.fleet.list().map(({ id }) => id);
  const registered = [...context.onPremises.list()].map(({ instanceName }) => instanceName);
  return [...new Set([...fleet, ...registered])].flatMap((id) => findMachine(context, id) ?? []);
}

/**
 * A machine as it is now; undefined when it is gone. One that is on premises has the tags of its registration beside its
 * own, and is gone once it is deregistered; nobody need have registered it. One that is registered alone has an agent
 * that runs [D].
 */
export function findMachine({ world, onPremises }: CodeDeployContext, id: string): Instance | undefined {
  const machine = world.fleet.find(id);
  const record = onPremises.get(id);
  if (!record || (machine && !machine.onPremises)) return machine;
  if (record.deregisterTime !== undefined) return undefined;
  return { id, onPremises: true, ...machine, tags: { ...machine?.tags, ...tagMap(record) } };
}
