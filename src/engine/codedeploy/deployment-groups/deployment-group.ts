import type { Application } from '../applications/application.ts';
import type { RevisionLocation } from '../revisions/revision-location.ts';
import type { Tag } from '../tags/tag.ts';
import type { GroupSettings } from './group-settings.ts';

/** A deployment as its group remembers it. */
export interface LastDeployment {
  readonly deploymentId: string;
  readonly status: string;
  /** Epoch milliseconds, as the next one. */
  readonly endTime?: number;
  readonly createTime: number;
}

/** Where an application is deployed to, and how (spec 3.1). */
export interface DeploymentGroup {
  readonly id: string;
  readonly application: Application;
  /** UpdateDeploymentGroup gives it another one. */
  name: string;
  settings: GroupSettings;
  tags: readonly Tag[];
  /** What the last successful deployment brought. */
  targetRevision?: RevisionLocation;
  lastSuccessfulDeployment?: LastDeployment;
  lastAttemptedDeployment?: LastDeployment;
}
