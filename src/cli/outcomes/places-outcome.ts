import { wholeRevisionHint } from '../../domain/execution.ts';
import { revisionSearch } from '../../domain/revision-search.ts';
import { findRevision } from '../../live/find-revision.ts';
import type { Invocation, Outcome } from '../command.ts';
import { placeDocument } from '../documents/place-document.ts';
import { eachPipeline } from '../each-pipeline.ts';
import { placesText } from '../render/places-text.ts';

/** Where a revision is, among the newest `depth` executions of every pipeline that is meant. Throws Fault. */
export async function placesOutcome(
  { connect, progress, note }: Invocation,
  { wanted, globs, depth }: { wanted: string; globs: readonly string[]; depth: number },
): Promise<Outcome> {
  const search = revisionSearch(wanted);
  const session = await connect();
  const { found, problems } = await eachPipeline(session, globs, progress, async ({ id }) => ({
    id,
    ...(await findRevision(session.live, id, { search, depth })),
  }));
  const places = found.flatMap(({ id, places: ofOne }) => ofOne.map((place) => ({ ...place, pipeline: id })));
  // Where it was found, older executions would not tell more.
  const cut = found.filter(({ places: ofOne, more }) => more && ofOne.length === 0).length;
  if (cut > 0) {
    const which = cut === 1 ? 'one pipeline' : `${cut} pipelines`;
    note(`looked at the newest ${depth} executions of ${which} without finding it; --depth looks further back`);
  }
  const hint = places.length === 0 ? wholeRevisionHint(wanted) : undefined;
  if (hint) note(hint);
  return { value: places.map(placeDocument), problems, text: (sheet) => placesText(places, session, sheet) };
}
