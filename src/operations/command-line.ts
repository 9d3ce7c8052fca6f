import type { Place } from '../domain/identity.ts';
import type { Live } from '../live/live.ts';
import type { Site } from '../live/site.ts';
import type { Protection } from '../policy/protection.ts';
import type { Plan } from './plan.ts';

/** A word as a POSIX shell reads it back. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}

export function shellLine(words: readonly (string | undefined)[]): string {
  return words
    .filter((word) => word !== undefined)
    .map(shellWord)
    .join(' ');
}

/** A `signalbox` command that names its service: copied into another shell it must not reach another one. */
export function signalboxLine(live: Live, place: Place, words: readonly (string | undefined)[]): string {
  const site = live.site(place);
  return shellLine([
    'signalbox',
    ...words,
    ...(site.profile ? ['--profile', site.profile] : []),
    '--region',
    place.region,
    ...serviceFlags(site),
  ]);
}

/** The command of a plan as it would be let through: in a protected environment with what unlocks it. */
export function commandOf(plan: Plan, protection: Protection, given: { text?: string; why?: string }): string {
  const command = plan.command(given.text);
  if (protection.environmentsOfAll(plan.subjects).length === 0) return command;
  const [why] = plan.subjects.map((subject) => protection.why(subject)).filter((reason) => reason !== undefined);
  return `${command} ${shellLine(['--protected', '--why', given.why || why || 'WHY'])}`;
}

/** The same of a command that is meant for several places. */
export function fleetLine(sites: readonly Site[], words: readonly (string | undefined)[]): string {
  const several = (names: readonly (string | undefined)[]) =>
    [...new Set(names.filter((name) => name !== undefined))].join(',');
  const profiles = several(sites.map(({ profile }) => profile));
  const regions = several(sites.map(({ place }) => place.region));
  const [site] = sites;
  return shellLine([
    'signalbox',
    ...words,
    ...(profiles ? ['--profile', profiles] : []),
    ...(regions ? ['--region', regions] : []),
    ...(site ? serviceFlags(site) : []),
  ]);
}

function serviceFlags(site: Site): readonly string[] {
  if (site.endpoint) return ['--endpoint-url', site.endpoint];
  if (site.kind !== 'mock') return [];
  return site.scenario === undefined || site.scenario === 'demo' ? ['--mock'] : ['--scenario', site.scenario];
}

/**
 * An `aws` command for the same service; undefined for an engine inside this process, which `aws` cannot reach. `group` is
 * what `aws` calls the service: `codepipeline`, or `deploy` for CodeDeploy.
 */
export function awsLine(
  live: Live,
  place: Place,
  words: readonly (string | undefined)[],
  group: 'codepipeline' | 'deploy' = 'codepipeline',
): string | undefined {
  const site = live.site(place);
  if (site.kind === 'mock' && !site.endpoint) return undefined;
  return shellLine([
    'aws',
    group,
    ...words,
    '--region',
    place.region,
    ...(site.profile ? ['--profile', site.profile] : []),
    ...(site.endpoint ? ['--endpoint-url', site.endpoint] : []),
  ]);
}
