import { globTest } from '../rules/glob.ts';

/** What an object in S3 holds, as far as anybody has said so (engine-control: revisions). */
export interface RevisionContent {
  /** Globs, as the key: a pipeline's artifacts have another key each time [D]. */
  readonly bucket: string;
  readonly key: string;
  /** The AppSpec file of a bundle; absent: it has none. Of an AppSpec file that is an object of its own, its text. */
  readonly appspec?: string;
  /** Paths within the bundle; absent: nobody knows. */
  readonly files?: readonly string[];
}

interface Entry {
  readonly content: RevisionContent;
  readonly isOf: (bucket: string, key: string) => boolean;
}

/** The objects that revisions are made of. Every account and region sees the same ones [D]. */
export class Revisions {
  #entries: readonly Entry[] = [];

  replace(contents: readonly RevisionContent[]): void {
    this.#entries = contents.map((content) => {
      const isBucket = globTest(content.bucket);
      const isKey = globTest(content.key);
      return { content, isOf: (bucket, key) => isBucket(bucket) && isKey(key) };
    });
  }

  list(): readonly RevisionContent[] {
    return this.#entries.map(({ content }) => content);
  }

  /** Later ones win. */
  find(bucket: string, key: string): RevisionContent | undefined {
    return this.#entries.findLast(({ isOf }) => isOf(bucket, key))?.content;
  }
}
