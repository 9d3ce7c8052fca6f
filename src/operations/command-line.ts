import type { PipelineId } from '../domain/identity.ts';
import type { Live } from '../live/live.ts';
import type { Site } from '../live/site.ts';

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

/** A `signalbox` command for the same service: copied elsewhere it must not reach another one. Where there are several sites it names its own. */
export function signalboxLine(live: Live, id: PipelineId, words: readonly (string | undefined)[]): string {
  const site = live.site(id);
  const several = live.sites.length > 1;
  return shellLine([
    'signalbox',
    ...words,
    ...(site.profile ? ['--profile', site.profile] : []),
    ...(several ? ['--region', id.region] : []),
    ...serviceFlags(site),
  ]);
}

function serviceFlags(site: Site): readonly string[] {
  if (site.endpoint) return ['--endpoint-url', site.endpoint];
  if (site.kind !== 'mock') return [];
  return site.scenario === undefined || site.scenario === 'demo' ? ['--mock'] : ['--scenario', site.scenario];
}

/** An `aws codepipeline` command for the same service. */
export function awsLine(live: Live, id: PipelineId, words: readonly (string | undefined)[]): string {
  const site = live.site(id);
  return shellLine([
    'aws',
    'codepipeline',
    ...words,
    '--region',
    id.region,
    ...(site.profile ? ['--profile', site.profile] : []),
    ...(site.endpoint ? ['--endpoint-url', site.endpoint] : []),
  ]);
}
