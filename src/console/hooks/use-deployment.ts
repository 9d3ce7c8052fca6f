import { useEffect, useState } from 'react';
import type { Fault } from '../../domain/fault.ts';
import { placeKey } from '../../domain/identity.ts';
import type { DeploymentRef } from '../../live/deployment-needs.ts';
import type { Priority } from '../../live/need.ts';
import { type DeploymentReading, WatchedDeployment } from '../../live/watched-deployment.ts';
import { useConsole } from '../console-context.ts';

/** What is known of a deployment that is looked at. */
export interface DeploymentSeen {
  readonly reading?: DeploymentReading;
  /** Why there is no reading. */
  readonly error?: Fault;
}

const NOTHING: DeploymentSeen = {};

/** How closely somebody looks. */
export interface Looking {
  readonly priority: Priority;
  /** Of more targets none is read. */
  readonly mostTargets?: number;
}

/** Keeps a deployment and its targets fresh while the component is there. Without one there is nothing to see. */
export function useDeployment(ref: DeploymentRef | undefined, { priority, mostTargets }: Looking): DeploymentSeen {
  const { activity, deps } = useConsole();
  const { live } = deps;
  const key = ref && `${placeKey(ref.place)} ${ref.id}`;
  const [seen, setSeen] = useState<DeploymentSeen & { readonly key?: string }>(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: references with the same key are the same deployment
  useEffect(() => {
    if (!ref) return;
    const track = (work: Promise<unknown>) => void activity.track(work);
    const onChange = () => setSeen({ key, reading: watched.reading, error: watched.error });
    const watched = new WatchedDeployment(live, ref, { priority, mostTargets, onChange, track });
    onChange();
    return () => watched.close();
  }, [live, activity, key, priority, mostTargets]);
  return seen.key === key ? seen : NOTHING;
}
