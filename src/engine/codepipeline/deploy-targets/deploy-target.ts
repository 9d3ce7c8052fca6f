/** The model gives no names for these: they are [D]. `Cancelled` never began, since too many others had failed. */
export type TargetStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped' | 'Cancelled';

/** A step of a deployment on one target. Times are epoch milliseconds. */
export interface TargetEvent {
  readonly name: string;
  status: TargetStatus;
  startTime?: number;
  endTime?: number;
  ssmCommandId?: string;
  message?: string;
}

/** Where a deploy action deploys to, and how far it is there (spec 2.9). Times are epoch milliseconds. */
export interface DeployTarget {
  readonly id: string;
  readonly type: string;
  status: TargetStatus;
  startTime?: number;
  endTime?: number;
  readonly events: readonly TargetEvent[];
}

export function newTarget(id: string, type: string, eventNames: readonly string[]): DeployTarget {
  return { id, type, status: 'Pending', events: eventNames.map((name) => ({ name, status: 'Pending' })) };
}
