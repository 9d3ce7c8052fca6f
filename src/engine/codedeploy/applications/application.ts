import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import type { RegisteredRevisions } from '../revisions/registered-revisions.ts';
import type { Tag } from '../tags/tag.ts';

export type ComputePlatform = 'Server' | 'Lambda' | 'ECS';

/** What is deployed: its groups say where to, its revisions what (spec 3.1). */
export interface Application {
  readonly id: string;
  /** UpdateApplication gives it another one. */
  name: string;
  readonly computePlatform: ComputePlatform;
  /** Epoch milliseconds. */
  readonly createTime: number;
  tags: readonly Tag[];
  /** By name. */
  readonly groups: Map<string, DeploymentGroup>;
  readonly revisions: RegisteredRevisions;
}
