import { useMemo } from 'react';
import { deploymentOfAction } from '../../domain/deployment-of-action.ts';
import { waitsForReroute } from '../../domain/deployment-steering.ts';
import { deployment } from '../../live/deployment-needs.ts';
import { useConsole } from '../console-context.ts';
import type { FleetMember } from '../fleet/fleet-feed.ts';
import { useParts } from './use-parts.ts';

/** The keys of those members of the fleet whose deployments wait for somebody to reroute their traffic. */
export function useReadyMembers(members: readonly FleetMember[]): ReadonlySet<string> {
  const { live } = useConsole().deps;
  const behind = members.flatMap(({ key, id, view }) => {
    const actions = view.state?.stages.flatMap((stage) => stage.actions) ?? [];
    const running = actions.filter(({ status }) => status === 'InProgress');
    const refs = running.flatMap((action) => deploymentOfAction(id, action, undefined) ?? []);
    return refs.filter(({ place }) => live.isConnected(place)).map((ref) => ({ key, need: deployment(ref) }));
  });
  const found = useParts(
    behind.map(({ need }) => need),
    'background',
  );
  const ready = behind.filter((_, index) => found[index] && waitsForReroute(found[index])).map(({ key }) => key);
  const all = ready.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same keys are the same members
  return useMemo(() => new Set(ready), [all]);
}
