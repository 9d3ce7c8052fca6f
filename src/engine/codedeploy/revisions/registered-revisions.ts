import type { RevisionLocation } from './revision-location.ts';

/** A revision that an application knows (spec 3.3); times in epoch milliseconds. */
export interface RegisteredRevision {
  /** They are counted as they come. */
  readonly number: number;
  readonly location: RevisionLocation;
  description?: string;
  readonly registerTime: number;
  /** Absent: no deployment has used it. */
  firstUsedTime?: number;
  lastUsedTime?: number;
}

/** The revisions of an application, in the order in which they came. */
export class RegisteredRevisions {
  readonly #known = new Map<string, RegisteredRevision>();

  /** Makes a revision known; one that is known already keeps its time, and its description where none is given [D]. */
  register(location: RevisionLocation, now: number, description?: string): RegisteredRevision {
    const key = keyOf(location);
    const revision: RegisteredRevision = this.#known.get(key) ?? {
      number: this.#known.size + 1,
      location,
      registerTime: now,
    };
    revision.description = description ?? revision.description;
    this.#known.set(key, revision);
    return revision;
  }

  /** What a deployment does with the revision that it brings: makes it known and remembers when it was used. */
  use(location: RevisionLocation, now: number): RegisteredRevision {
    const revision = this.register(location, now);
    revision.firstUsedTime ??= now;
    revision.lastUsedTime = now;
    return revision;
  }

  /**
   * The revision at this location. Where the location leaves open which, as without the version of an S3 object,
   * it is the one that was registered last [D].
   */
  find(location: RevisionLocation): RegisteredRevision | undefined {
    const known = this.#known.get(keyOf(location));
    if (known) return known;
    return [...this.#known.values()].findLast((revision) => isWithin(location, revision.location));
  }

  list(): Iterable<RegisteredRevision> {
    return this.#known.values();
  }
}

/** Whether two locations are the same one. */
export function isSameLocation(one: RevisionLocation, other: RevisionLocation): boolean {
  return keyOf(one) === keyOf(other);
}

/** A text is known by its hash alone. */
function keyOf({ revisionType, s3Location, gitHubLocation, string, appSpecContent }: RevisionLocation): string {
  const { bucket, key, bundleType, version, eTag } = s3Location ?? {};
  const { repository, commitId } = gitHubLocation ?? {};
  const sha256 = (string ?? appSpecContent)?.sha256;
  return JSON.stringify([revisionType, bucket, key, bundleType, version, eTag, repository, commitId, sha256]);
}

/** Whether a location says nothing else of an S3 object than another one does. */
function isWithin(asked: RevisionLocation, known: RevisionLocation): boolean {
  const { s3Location: object } = known;
  if (!asked.s3Location || !object) return false;
  return Object.entries(asked.s3Location).every(([member, value]) => object[member as keyof typeof object] === value);
}
