import type { Tag } from '../tags/tag.ts';

/** A machine of the account's own that was registered under a name (spec 3.1); times in epoch milliseconds. */
export interface OnPremisesInstance {
  readonly instanceName: string;
  readonly instanceArn: string;
  /** One of the two: whom the machine's agent calls as. */
  readonly iamUserArn?: string;
  readonly iamSessionArn?: string;
  readonly registerTime: number;
  /** Present: it was deregistered, and its record was kept. */
  deregisterTime?: number;
  tags: readonly Tag[];
}

/** Its tags by their keys. */
export function tagMap({ tags }: OnPremisesInstance): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
