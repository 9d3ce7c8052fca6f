import { AwsError } from '../aws-error.ts';

const NAME = /^[A-Za-z0-9._+=,@-]{1,100}$/;

/** What is known by a name of the same form, and the words for it in a text. */
const WORDS = {
  ApplicationName: 'application name',
  DeploymentGroupName: 'deployment group name',
  DeploymentConfigName: 'deployment configuration name',
  InstanceName: 'instance name',
  GitHubAccountTokenName: 'name of the connection to a GitHub account',
} as const;

/**
 * The name, if it is one (spec 3.1). Throws `XRequiredException` where there is none or it is empty, and
 * `InvalidXException` for characters that a name cannot have, or too many.
 */
export function checkedName(kind: keyof typeof WORDS, name: string | undefined): string {
  if (name === undefined || name === '') {
    throw new AwsError(`${kind}RequiredException`, `The ${WORDS[kind]} was not specified`);
  }
  if (!NAME.test(name)) {
    const message = `The ${WORDS[kind]} '${name}' must have 1 to 100 letters, digits and . _ + = , @ -`;
    throw new AwsError(`Invalid${kind}Exception`, message);
  }
  return name;
}
