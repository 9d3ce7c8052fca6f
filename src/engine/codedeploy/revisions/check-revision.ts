import { createHash } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import type { ComputePlatform } from '../applications/application.ts';
import type { RevisionLocation } from './revision-location.ts';

type S3Location = NonNullable<RevisionLocation['s3Location']>;
type Text = NonNullable<RevisionLocation['appSpecContent']>;

const BUNDLES = ['tar', 'tgz', 'zip'];
const APP_SPECS = ['YAML', 'JSON'];

/** What each platform can be deployed from (spec 3.3). */
const TYPES: Readonly<Record<ComputePlatform, readonly string[]>> = {
  Server: ['S3', 'GitHub'],
  Lambda: ['S3', 'AppSpecContent', 'String'],
  ECS: ['S3', 'AppSpecContent'],
};

/**
 * The location of a revision that an application of this platform can have: only what its type says, a text with its
 * hash (spec 3.3). Throws RevisionRequiredException and InvalidRevisionException.
 */
export function checkedRevision(platform: ComputePlatform, revision: RevisionLocation | undefined): RevisionLocation {
  if (!revision) throw new AwsError('RevisionRequiredException', 'The revision was not specified');
  const { revisionType, s3Location, gitHubLocation, string, appSpecContent } = revision;
  if (!TYPES[platform].includes(revisionType ?? '')) {
    const platformText = platform.toUpperCase();
    throw invalid(`Revision type: ${revisionType ?? null} is not supported under compute platform: ${platformText}`);
  }
  switch (revisionType) {
    case 'S3':
      return { revisionType, s3Location: checkedObject(platform, s3Location) };
    case 'GitHub':
      return { revisionType, gitHubLocation: checkedCommit(gitHubLocation) };
    case 'String':
      return { revisionType, string: checkedText(string) };
    default:
      return { revisionType, appSpecContent: checkedText(appSpecContent) };
  }
}

/** A location as AWS shows it outside of GetApplicationRevision: of a text the hash alone (spec 3.3). */
export function withoutContent(location: RevisionLocation): RevisionLocation {
  const { revisionType, string, appSpecContent } = location;
  if (string) return { revisionType, string: { sha256: string.sha256 } };
  return appSpecContent ? { revisionType, appSpecContent: { sha256: appSpecContent.sha256 } } : location;
}

function checkedObject(platform: ComputePlatform, object: S3Location | undefined): S3Location {
  if (!object?.bucket || !object.key) throw invalid('An S3 location needs a bucket and a key');
  const { bundleType = '' } = object;
  if (platform === 'Server' && !BUNDLES.includes(bundleType)) {
    throw invalid('BundleType must be either tar, zip or tgz');
  }
  if (platform !== 'Server' && !APP_SPECS.includes(bundleType)) throw invalid('BundleType must be either YAML or JSON');
  return object;
}

function checkedCommit(commit: RevisionLocation['gitHubLocation']): RevisionLocation['gitHubLocation'] {
  if (!/^[^/\s]+\/[^/\s]+$/.test(commit?.repository ?? '') || !commit?.commitId) {
    throw invalid('A GitHub location needs a repository such as owner/name and a commit id');
  }
  return commit;
}

/** A text that comes with the hash of another one is refused [D]; the hash alone names a text that is known. */
function checkedText(text: Text | undefined): Text {
  if (text?.content === undefined) {
    if (!text?.sha256) throw invalid('The revision needs a content or its sha256');
    return text;
  }
  const sha256 = createHash('sha256').update(text.content).digest('hex');
  if (text.sha256 !== undefined && text.sha256 !== sha256) throw invalid('The sha256 is not that of the content');
  return { content: text.content, sha256 };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRevisionException', message);
}
