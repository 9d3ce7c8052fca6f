/** What an object in S3 holds, as far as anybody has said so (engine-control: revisions). */
export interface RevisionContent {
  readonly bucket: string;
  readonly key: string;
  /** The AppSpec file of a bundle; absent: it has none. Of an AppSpec file that is an object of its own, its text. */
  readonly appspec?: string;
  /** Paths within the bundle; absent: nobody knows. */
  readonly files?: readonly string[];
}

/** The objects that revisions are made of. Every account and region sees the same ones [D]. */
export class Revisions {
  #contents: readonly RevisionContent[] = [];
  #byPlace = new Map<string, RevisionContent>();

  replace(contents: readonly RevisionContent[]): void {
    this.#contents = contents;
    this.#byPlace = new Map(contents.map((content) => [placeOf(content.bucket, content.key), content]));
  }

  list(): readonly RevisionContent[] {
    return this.#contents;
  }

  find(bucket: string, key: string): RevisionContent | undefined {
    return this.#byPlace.get(placeOf(bucket, key));
  }
}

/** No bucket has a slash in its name. */
function placeOf(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}
