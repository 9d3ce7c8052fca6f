import type { ServerAppSpec } from '../../../rules/appspec/server-appspec.ts';
import type { InstallPaths } from './install-paths.ts';

/** What of a revision comes to a machine. */
export interface Bundle {
  /** Absent: the agent cannot read it, and `problem` says why. */
  readonly spec?: ServerAppSpec;
  readonly problem?: string;
  /** Paths within the bundle, and where its AppSpec file puts them; absent: nobody has said what is in it. */
  readonly files?: readonly string[];
  readonly installation?: InstallPaths;
}

/** A bundle of which nothing is known does nothing: it has no scripts and brings no files [D]. */
export const UNKNOWN_BUNDLE: Bundle = { spec: { os: 'linux', files: [], hooks: new Map() } };
