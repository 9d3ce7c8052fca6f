/** Names of one account and region that somebody may want to type again. */
export interface NameList {
  /** Actions are `STAGE/ACTION`. */
  readonly kind: 'pipeline' | 'stage' | 'action' | 'application' | 'group';
  /** The pipeline of a stage or an action, the application of a group. */
  readonly within: string;
  readonly names: readonly string[];
  /** There are others as well. */
  readonly isPart?: boolean;
}
