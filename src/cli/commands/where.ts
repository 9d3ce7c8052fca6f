import { revisionSearch } from '../../domain/revision-search.ts';
import { findRevision } from '../../live/find-revision.ts';
import type { CommandSpec } from '../command.ts';
import { placeDocument } from '../documents/place-document.ts';
import { eachPipeline } from '../each-pipeline.ts';
import { placesText } from '../render/places-text.ts';
import { wholeNumber } from '../whole-number.ts';

const USUAL_DEPTH = 100;

export const where: CommandSpec = {
  path: ['where'],
  summary: 'in which stage of which pipeline a commit, image or version is, was, or waits',
  arguments: [
    {
      name: '<REVISION>',
      description: "a commit or digest (7 characters are enough), an S3 version, a tag, or '#123'",
    },
    { name: '[GLOB...]', description: 'only pipelines whose name matches one of these' },
  ],
  options: [
    {
      flags: '--depth <N>',
      description: `executions of each pipeline to look at, ${USUAL_DEPTH} unless told otherwise`,
    },
  ],
  examples: [
    { command: 'signalbox where 77b0e1d', meaning: 'has my change reached production?' },
    { command: "signalbox where 77b0e1d 'store*' --output json", meaning: 'for a script' },
    { command: "signalbox where '#4711'", meaning: 'a pull request, by the message of its merge' },
  ],
  noun: 'places',
  async run({ words, flags, connect, progress, note }) {
    const [wanted = '', ...globs] = words;
    const depth = wholeNumber('--depth', flags.text('depth')) ?? USUAL_DEPTH;
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
    return {
      value: places.map(placeDocument),
      problems,
      text: (sheet) => placesText(places, session, sheet),
    };
  },
};
