import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import type { CodeDeployContext } from '../context.ts';
import { findGroup } from '../deployment-groups/find-group.ts';
import { type Taggable, withoutTags, withTags } from './tags.ts';

const ANY_ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:./;
const NAME = '[A-Za-z0-9._+=,@-]{1,100}';
const PLACE = 'arn:aws:codedeploy:([a-z0-9-]+):(\\d{12})';
const APPLICATION = new RegExp(`^${PLACE}:application:(${NAME})$`);
const GROUP = new RegExp(`^${PLACE}:deploymentgroup:(${NAME})/(${NAME})$`);

/** What an ARN names. */
interface Named {
  readonly account: string;
  readonly region: string;
  readonly application: string;
  /** Absent: the application itself. */
  readonly group?: string;
}

/** The operations on the tags of applications and deployment groups; their members begin with capitals (spec 9). */
export function tagOperations(context: CodeDeployContext): Record<string, Operation> {
  return {
    // Everything comes in one page; the operation has no error for a token, nor for a resource that is not there [D].
    ListTagsForResource: ({ ResourceArn }) => ({ Tags: getTaggable(context, namedBy(ResourceArn))?.tags ?? [] }),
    TagResource: ({ ResourceArn, Tags }) => {
      const resource = findTaggable(context, namedBy(ResourceArn));
      requireSome(Tags);
      resource.tags = withTags(resource, Tags);
      return {};
    },
    UntagResource: ({ ResourceArn, TagKeys }) => {
      const resource = findTaggable(context, namedBy(ResourceArn));
      requireSome(TagKeys);
      resource.tags = withoutTags(resource, TagKeys);
      return {};
    },
  };
}

/** Throws InvalidArnException, and ArnNotSupportedException for what has no tags. */
function namedBy(arn: string): Named {
  if (!ANY_ARN.test(arn)) throw new AwsError('InvalidArnException', `'${arn}' is not an ARN`);
  const [, region, account, application, group] = APPLICATION.exec(arn) ?? GROUP.exec(arn) ?? [];
  if (region === undefined || account === undefined || application === undefined) {
    const message = `'${arn}' is not the ARN of an application or a deployment group`;
    throw new AwsError('ArnNotSupportedException', message);
  }
  return { region, account, application, group };
}

function getTaggable(context: CodeDeployContext, named: Named): Taggable | undefined {
  const application = isHere(context, named) ? context.applications.get(named.application) : undefined;
  return named.group === undefined ? application : application?.groups.get(named.group);
}

/** Throws ApplicationDoesNotExistException, also for what belongs to another account or region [D], and DeploymentGroupDoesNotExistException. */
function findTaggable(context: CodeDeployContext, named: Named): Taggable {
  if (!isHere(context, named)) {
    const message = `The application ${named.application} belongs to another account or region`;
    throw new AwsError('ApplicationDoesNotExistException', message);
  }
  const application = context.applications.find(named.application);
  return named.group === undefined ? application : findGroup(application, named.group);
}

function isHere({ services }: CodeDeployContext, { account, region }: Named): boolean {
  return account === services.account && region === services.region;
}

function requireSome(tags: readonly unknown[]): void {
  if (tags.length === 0) throw new AwsError('TagRequiredException', 'No tag was specified');
}
