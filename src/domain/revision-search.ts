import { type Revision, revisionMatches } from './execution.ts';

/** What somebody looks for: whether a revision is it. */
export type RevisionSearch = (revision: Revision) => boolean;

const REQUEST = /^(?:#|!|pr[-/ ]?#?|pull\/|merge_requests\/)(\d{1,9})$/i;
const REQUEST_URL = /\/(?:pull|pull-requests|merge_requests)\/(\d{1,9})\b/;
const COMMIT_URL = /\/commits?\/([0-9a-f]{7,64})\b/;

/**
 * Reads what is looked for: a commit or an image's digest, whole or by 7 characters, with or without `sha256:`; a version of an
 * S3 object; an image's tag, alone or behind its repository; a pull request as `#123`, `!123` or `PR-123`, which is found by the
 * message of its merge; or the web address of a commit or a pull request.
 */
export function revisionSearch(wanted: string): RevisionSearch {
  const request = (REQUEST.exec(wanted) ?? REQUEST_URL.exec(wanted))?.[1];
  if (request !== undefined) return (revision) => namesRequest(revision, request);
  const text = COMMIT_URL.exec(wanted)?.[1] ?? wanted;
  return ({ id, summary }) =>
    revisionMatches(id, text) ||
    revisionMatches(digestOf(id), text) ||
    (digestOf(id) !== undefined && hasTag(summary, text));
}

/** Hosts write the number behind `#` or `!` into the message of a merge. */
function namesRequest({ summary = '' }: Revision, number: string): boolean {
  return new RegExp(`[#!]${number}(?!\\d)`).test(summary);
}

function digestOf(id: string | undefined): string | undefined {
  return /^sha256:([0-9a-f]{64})$/.exec(id ?? '')?.[1];
}

/** The summary of an image is `REPOSITORY:TAG`. */
function hasTag(summary: string | undefined, tag: string): boolean {
  return summary !== undefined && (summary === tag || summary.endsWith(`:${tag}`));
}
