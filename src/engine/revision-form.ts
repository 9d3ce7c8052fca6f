import { type Check, list, Mistake, name, object, text } from './checks.ts';
import type { RevisionContent } from './revisions.ts';

const revision: Check<RevisionContent> = object({ bucket: name, key: name }, { appspec: text, files: list(text) });

/** What bundles hold, as control calls and scenarios say it (engine-control: revisions). */
export const revisionList: Check<RevisionContent[]> = (value, path) => {
  const seen = new Set<string>();
  const given = list(revision)(value, path);
  for (const [index, { bucket, key }] of given.entries()) {
    const place = `${bucket}/${key}`;
    if (seen.has(place)) throw new Mistake([...path, index, 'key'], `${place} is there twice`);
    seen.add(place);
  }
  return given;
};
