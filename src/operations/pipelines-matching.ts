import { Fault } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { Live } from '../live/live.ts';
import { pipelines } from '../live/needs.ts';

/** Every pipeline of every place whose name matches, and the places that did not answer. Throws the first Fault when none did. */
export async function pipelinesMatching(
  live: Live,
  globs: readonly string[],
): Promise<{ ids: readonly PipelineId[]; problems: readonly Fault[] }> {
  const answers = await Promise.all(
    live.sites.map(async ({ place }) => {
      try {
        return await live.read(pipelines(place));
      } catch (thrown) {
        if (thrown instanceof Fault) return thrown.at({ account: place.account, region: place.region });
        throw thrown;
      }
    }),
  );
  const problems = answers.filter((answer) => answer instanceof Fault);
  if (problems[0] && problems.length === answers.length) throw problems[0];
  const ids = answers.flatMap((answer) => (answer instanceof Fault ? [] : answer.map(({ id }) => id)));
  return { ids: ids.filter(({ name }) => matchesGlobs(name, globs)), problems };
}
