import type { ActionType } from '../../../rules/action-types.ts';
import type { Random } from '../../random.ts';
import type { GivenRevision } from '../executions/execution.ts';
import { commitUrl, objectUrl } from '../views/pages.ts';
import { LATEST } from './detection.ts';
import type { SyntheticCommit } from './synthetic-commit.ts';

export interface SourceQuestion {
  readonly configuration: Readonly<Record<string, string>>;
  /** What a push or an override chose; the commit stands in for the rest. */
  readonly given: GivenRevision;
  readonly commit: SyntheticCommit;
  readonly random: Random;
  readonly account: string;
  readonly region: string;
}

/** What a source action finds: its revision, with a page where it has one of its own, and its output variables (spec 2.3). */
export interface SourceFacts {
  readonly revision: { readonly id: string; readonly summary: string; readonly url?: string };
  readonly outputVariables: Readonly<Record<string, string>>;
}

/** AWS cuts revision summaries here (the service model's RevisionSummary). */
const SUMMARY_LENGTH = 2048;

const FINDERS: Readonly<Record<string, (question: SourceQuestion) => SourceFacts>> = {
  CodeCommit: findCodeCommit,
  CodeStarSourceConnection: findConnection,
  GitHub: findGitHub,
  S3: findObject,
  ECR: findImage,
};

export function sourceFacts(type: ActionType, question: SourceQuestion): SourceFacts {
  const find = type.owner === 'Custom' ? findCustom : FINDERS[type.provider];
  if (!find) throw new Error(`no source provider '${type.provider}'`);
  const facts = find(question);
  return { ...facts, revision: { ...facts.revision, url: question.given.url ?? facts.revision.url } };
}

function commitOf({ given, commit }: SourceQuestion) {
  const id = given.id ?? commit.id;
  const message = (given.summary ?? commit.summary).slice(0, SUMMARY_LENGTH);
  const author = given.author ?? commit.author;
  return { id, message, author, date: commit.date };
}

/** What a custom source finds when a behaviour rule answers in its worker's place [D]. */
function findCustom(question: SourceQuestion): SourceFacts {
  const { id, message } = commitOf(question);
  return { revision: { id, summary: message }, outputVariables: {} };
}

function findCodeCommit(question: SourceQuestion): SourceFacts {
  const { id, message, date } = commitOf(question);
  const { RepositoryName = '', BranchName = '' } = question.configuration;
  return {
    revision: { id, summary: message },
    outputVariables: {
      AuthorDate: date,
      BranchName: question.given.branch ?? BranchName,
      CommitId: id,
      CommitMessage: message,
      CommitterDate: date,
      RepositoryName,
    },
  };
}

/** A connection's summary is a JSON text (spec 9). */
function findConnection(question: SourceQuestion): SourceFacts {
  const { id, message, author, date } = commitOf(question);
  const { ConnectionArn = '', FullRepositoryId = '', BranchName = '' } = question.configuration;
  return {
    revision: { id, summary: connectionSummary(message) },
    outputVariables: {
      AuthorDisplayName: author, // [R]
      AuthorDate: date,
      BranchName: question.given.branch ?? BranchName,
      CommitId: id,
      CommitMessage: message,
      ConnectionArn,
      FullRepositoryName: FullRepositoryId,
    },
  };
}

function connectionSummary(message: string): string {
  let cut = message;
  for (;;) {
    const text = JSON.stringify({ ProviderType: 'GitHub', CommitMessage: cut });
    if (text.length <= SUMMARY_LENGTH) return text;
    cut = cut.slice(0, cut.length - (text.length - SUMMARY_LENGTH));
  }
}

function findGitHub(question: SourceQuestion): SourceFacts {
  const { id, message, date } = commitOf(question);
  const { Owner = '', Repo = '', Branch = '' } = question.configuration;
  return {
    revision: { id, summary: message },
    outputVariables: {
      AuthorDate: date,
      BranchName: question.given.branch ?? Branch,
      CommitId: id,
      CommitMessage: message,
      CommitUrl: commitUrl(Owner, Repo, id),
      CommitterDate: date,
      RepositoryName: Repo,
    },
  };
}

function findObject(question: SourceQuestion): SourceFacts {
  const { given, configuration, random } = question;
  const id = given.id ?? random.alphanumeric(32);
  const { S3Bucket = '', S3ObjectKey = '' } = configuration;
  const key = given.objectKey ?? S3ObjectKey;
  return {
    revision: {
      id,
      summary: given.summary ?? `Amazon S3 version id: ${id}`,
      // Only an override has another page than the declared object.
      url: given.objectKey === undefined ? undefined : objectUrl(question.region, S3Bucket, key, id),
    },
    // BucketName and ObjectKey: [R].
    outputVariables: { ETag: random.hex(32), VersionId: id, BucketName: S3Bucket, ObjectKey: key },
  };
}

function findImage(question: SourceQuestion): SourceFacts {
  const { given, configuration, random, account, region } = question;
  const digest = given.id ?? `sha256:${random.hex(64)}`;
  const { RepositoryName = '', ImageTag = LATEST } = configuration;
  const uri = `${account}.dkr.ecr.${region}.amazonaws.com/${RepositoryName}@${digest}`;
  return {
    revision: {
      id: digest,
      summary: given.summary ?? `${RepositoryName}:${ImageTag}`, // [R]
    },
    outputVariables: {
      ImageDigest: digest,
      ImageTag,
      ImageURI: uri,
      RegistryId: account,
      RepositoryName,
    },
  };
}
