import { type Deployment, deployedTo } from '../domain/deployment.ts';
import { stale } from '../domain/fault.ts';
import type { Subject } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { agoText } from './wording.ts';

/** A deployment as what is changed. */
export function deploymentSubject({ place, id, application, group }: Deployment): Subject {
  return { place, application, deploymentGroup: group, deploymentId: id };
}

/** `s3://artifacts/shop.zip, started 4m ago by codeDeployRollback` */
export function runningText(live: Live, { place, revision, startedAt, createdAt, creator }: Deployment): string {
  const at = startedAt ?? createdAt;
  const age = at === undefined ? '' : `, started ${agoText(live, place, at)} ago`;
  const by = creator === undefined || creator === 'user' ? '' : ` by ${creator}`;
  return `${revision?.text ?? 'a revision that is not known'}${age}${by}`;
}

/** Throws Fault `stale` with the reason why something cannot be done, where there is one. */
export function confirmPossible(found: Deployment, refusal: string | undefined, code: string, after?: string): void {
  if (refusal === undefined) return;
  const where = deployedTo(found);
  throw stale(code, [`deployment ${found.id} to ${where}: ${refusal}`, after].filter(Boolean).join('; '));
}
