import { AwsError } from '../../aws-error.ts';
import type { OnPremisesInstance } from './on-premises-instance.ts';

const USER = /^arn:aws[a-z-]*:iam::\d{12}:user\/.+$/;
const SESSION = /^arn:aws[a-z-]*:sts::\d{12}:assumed-role\/[^/]+\/.+$/;

export type IamArns = Pick<OnPremisesInstance, 'iamUserArn' | 'iamSessionArn'>;

/**
 * Whether an instance may be registered for a user or a session (spec 3.1): exactly one of them, which no other has.
 * Throws IamArnRequiredException, IamUserArnRequiredException, MultipleIamArnsProvidedException, and for either ARN its
 * own Invalid… and …AlreadyRegisteredException.
 */
export function checkIamArns({ iamUserArn, iamSessionArn }: IamArns, registered: readonly OnPremisesInstance[]): void {
  if (iamUserArn === undefined && iamSessionArn === undefined) {
    throw new AwsError('IamArnRequiredException', 'Neither an IAM user ARN nor an IAM session ARN was specified');
  }
  if (iamUserArn !== undefined && iamSessionArn !== undefined) {
    throw new AwsError(
      'MultipleIamArnsProvidedException',
      'Both an IAM user ARN and an IAM session ARN were specified',
    );
  }
  if (iamUserArn === '') throw new AwsError('IamUserArnRequiredException', 'The IAM user ARN was not specified');
  if (iamUserArn !== undefined && !USER.test(iamUserArn)) {
    throw new AwsError('InvalidIamUserArnException', `${iamUserArn} is not the ARN of an IAM user`);
  }
  if (iamSessionArn !== undefined && !SESSION.test(iamSessionArn)) {
    throw new AwsError('InvalidIamSessionArnException', `${iamSessionArn} is not the ARN of an IAM session`);
  }
  for (const other of registered) {
    if (iamUserArn !== undefined && other.iamUserArn === iamUserArn) throw taken('IamUserArn', iamUserArn, other);
    if (iamSessionArn !== undefined && other.iamSessionArn === iamSessionArn) {
      throw taken('IamSessionArn', iamSessionArn, other);
    }
  }
}

function taken(what: string, arn: string, { instanceName }: OnPremisesInstance): AwsError {
  return new AwsError(`${what}AlreadyRegisteredException`, `${arn} is registered with the instance ${instanceName}`);
}
