import { isDeepStrictEqual } from 'node:util';
import { type ActionType, type ActionTypeSettings, WORKER_TIMEOUT_MINUTES } from '../../../rules/action-types.ts';
import type { ActionCategory } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import type { Tag, Taggable } from '../tags/tags.ts';
import type { Place } from '../views/pages.ts';
import { type ConfigurationProperty, checkProperties, factsOf } from './configuration-property.ts';

export interface ArtifactCounts {
  readonly minimumCount: number;
  readonly maximumCount: number;
}

/** What CreateCustomActionType is given, tags aside. */
export interface CustomActionTypeRequest {
  readonly category: ActionCategory;
  readonly provider: string;
  readonly version: string;
  readonly settings?: ActionTypeSettings;
  readonly configurationProperties?: readonly ConfigurationProperty[];
  readonly inputArtifactDetails: ArtifactCounts;
  readonly outputArtifactDetails: ArtifactCounts;
}

/** An action type of the account, which a worker of the account does the work for (spec 2.12). */
export interface CustomActionType extends Taggable {
  readonly type: ActionType;
  readonly properties: readonly ConfigurationProperty[];
  /** A deleted type stays known for the pipelines that have it, and may be made again as it was. */
  deleted: boolean;
}

/** Throws ValidationException for counts and properties that do not go together (spec 2.2, 2.12). */
export function newCustomActionType(
  request: CustomActionTypeRequest,
  tags: readonly Tag[],
  place: Place,
): CustomActionType {
  const { category, provider, version, settings, configurationProperties: properties = [] } = request;
  checkProperties(properties);
  const type: ActionType = {
    category,
    owner: 'Custom',
    provider,
    version,
    inputs: rangeOf(request.inputArtifactDetails),
    outputs: rangeOf(request.outputArtifactDetails),
    ...factsOf(properties),
    settings,
    executor: 'JobWorker',
    timeoutMinutes: WORKER_TIMEOUT_MINUTES,
  };
  return { arn: arnOf(type, place), type, properties, tags, deleted: false };
}

/** Whether two types are the same in all but their tags. */
export function isIdentical(one: CustomActionType, other: CustomActionType): boolean {
  return isDeepStrictEqual([one.type, one.properties], [other.type, other.properties]);
}

/** Throws ValidationException when the most is less than the least (spec 2.2). */
export function rangeOf({ minimumCount: least, maximumCount: most }: ArtifactCounts): ActionType['inputs'] {
  if (most < least) {
    const message = `Maximum Number of Artifacts (${most}) has to be greater than or equal to minimum (${least}).`;
    throw new AwsError('ValidationException', message);
  }
  return [least, most];
}

/** [R] (spec 1.7) */
function arnOf({ category, owner, provider, version }: ActionType, { account, region }: Place): string {
  return `arn:aws:codepipeline:${region}:${account}:actiontype:${owner}/${category}/${provider}/${version}`;
}
