import { AwsError } from '../../aws-error.ts';
import { type Page, page, scopeOf } from '../../paging.ts';
import type { Caller } from '../../world.ts';
import type { Application } from '../applications/application.ts';
import { isSameLocation, type RegisteredRevision } from './registered-revisions.ts';

const MOST_LISTED = 100;
/** Also the names of old buckets [R]. */
const BUCKET = /^[A-Za-z0-9._-]{1,255}$/;
const LONGEST_KEY = 1024;

export interface RevisionListing {
  readonly sortBy?: 'registerTime' | 'firstUsedTime' | 'lastUsedTime';
  readonly sortOrder?: 'ascending' | 'descending';
  readonly s3Bucket?: string;
  readonly s3KeyPrefix?: string;
  readonly deployed?: 'include' | 'exclude' | 'ignore';
  readonly nextToken?: string;
}

/**
 * A page of the revisions of an application that pass the filters (spec 3.3). `deployed` asks for those that are the
 * target of a group, or for all others; without an order those registered first come first [D]. Throws
 * InvalidNextTokenException and what the filters throw.
 */
export function listRevisions(
  application: Application,
  asked: RevisionListing,
  caller: Caller,
): Page<RegisteredRevision> {
  checkFilters(asked);
  const { sortBy = 'registerTime', sortOrder = 'ascending' } = asked;
  const rank = (revision: RegisteredRevision) => rankOf(revision, sortBy);
  const isAfter = (one: string, other: string) => (sortOrder === 'ascending' ? one > other : one < other);
  return page(scopeOf(caller, 'ListApplicationRevisions'), asked, {
    items: () =>
      [...application.revisions.list()]
        .filter((revision) => isInBucket(revision, asked) && isWanted(application, revision, asked))
        .sort((a, b) => (isAfter(rank(a), rank(b)) ? 1 : -1)),
    cursorOf: rank,
    isAfter: (revision, last) => isAfter(rank(revision), last),
    most: MOST_LISTED,
  });
}

/** Throws InvalidBucketNameFilterException, BucketNameFilterRequiredException and InvalidKeyPrefixFilterException. */
function checkFilters({ s3Bucket, s3KeyPrefix }: RevisionListing): void {
  if (s3Bucket !== undefined && !BUCKET.test(s3Bucket)) {
    throw new AwsError('InvalidBucketNameFilterException', `${s3Bucket} is not the name of a bucket`);
  }
  if (s3KeyPrefix === undefined) return;
  if (s3Bucket === undefined) {
    throw new AwsError('BucketNameFilterRequiredException', 'A key prefix needs the name of a bucket');
  }
  if (s3KeyPrefix.length > LONGEST_KEY) {
    throw new AwsError('InvalidKeyPrefixFilterException', `A key has at most ${LONGEST_KEY} characters`);
  }
}

/** A text by which revisions are in the order of a time; what was never used is before all that was [D]. */
function rankOf(revision: RegisteredRevision, sortBy: NonNullable<RevisionListing['sortBy']>): string {
  return String(revision[sortBy] ?? 0).padStart(15, '0') + String(revision.number).padStart(9, '0');
}

function isInBucket({ location }: RegisteredRevision, { s3Bucket, s3KeyPrefix = '' }: RevisionListing): boolean {
  if (s3Bucket === undefined) return true;
  const { bucket, key = '' } = location.s3Location ?? {};
  return bucket === s3Bucket && key.startsWith(s3KeyPrefix);
}

function isWanted({ groups }: Application, { location }: RegisteredRevision, asked: RevisionListing): boolean {
  const { deployed = 'ignore' } = asked;
  if (deployed === 'ignore') return true;
  const isTarget = groups
    .values()
    .some(({ targetRevision }) => targetRevision && isSameLocation(targetRevision, location));
  return isTarget === (deployed === 'include');
}
