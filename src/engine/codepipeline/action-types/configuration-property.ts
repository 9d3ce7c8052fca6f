import type { ActionType } from '../../../rules/action-types.ts';
import { AwsError } from '../../aws-error.ts';

/** A configuration key of an action type, as ListActionTypes shows it. */
export interface ConfigurationProperty {
  readonly name: string;
  readonly required: boolean;
  readonly key: boolean;
  readonly secret: boolean;
  readonly queryable?: boolean;
  readonly description?: string;
  readonly type?: 'String' | 'Number' | 'Boolean';
}

/**
 * Each name once, and at most one queryable property, which is required and not secret (spec 2.12).
 * Throws ValidationException [D].
 */
export function checkProperties(properties: readonly ConfigurationProperty[]): void {
  const names = properties.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`The configuration property '${twice}' is declared more than once`);
  const queryable = properties.filter((property) => property.queryable);
  if (queryable.length > 1) throw invalid('An action type can have at most one queryable configuration property');
  const [only] = queryable;
  if (only && (only.secret || !only.required)) {
    throw invalid(`The queryable configuration property '${only.name}' must be required and must not be secret`);
  }
}

/** What of an action type its properties say. */
export function factsOf(properties: readonly ConfigurationProperty[]) {
  const named = (chosen: (property: ConfigurationProperty) => boolean | undefined) =>
    properties.filter(chosen).map(({ name }) => name);
  return {
    required: named(({ required }) => required),
    optional: named(({ required }) => !required),
    secret: named(({ secret }) => secret),
    queryable: properties.find((property) => property.queryable)?.name,
  };
}

/** The properties of a type that comes with the service; those without which two actions would be the same are keys [R]. */
export function propertiesOf({ required, optional = [], secret = [] }: ActionType): ConfigurationProperty[] {
  const property = (name: string, isRequired: boolean): ConfigurationProperty => {
    const isSecret = secret.includes(name);
    const description = DESCRIPTIONS[name];
    return {
      name,
      required: isRequired,
      key: isRequired && !isSecret,
      secret: isSecret,
      queryable: false,
      ...(description !== undefined && { description }),
    };
  };
  return [...required.map((name) => property(name, true)), ...optional.map((name) => property(name, false))];
}

/** What a console says beside the field of a property [R]. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ActionMode: 'What is done with the stack or the change set',
  Application: 'The AppConfig application',
  ApplicationName: 'The application that is deployed',
  Branch: 'The tracked branch',
  BranchName: 'The tracked branch',
  BucketName: 'The bucket that is deployed to',
  ClientId: 'The customer of the partner',
  ClientToken: 'The token that belongs to the client id',
  ClusterName: 'The cluster that runs the service',
  ConnectionArn: 'The connection to the provider of the repository',
  CustomData: 'What the reviewer is told',
  DeploymentGroupName: 'The deployment group',
  DetectChanges: 'Whether a change starts the pipeline',
  EnvironmentName: 'The environment that is deployed to',
  ExternalEntityLink: 'A page for the reviewer',
  Extract: 'Whether the artifact is unpacked',
  FullRepositoryId: 'The owner and the name of the repository',
  FunctionName: 'The function that is called',
  ImageTag: 'The tracked tag of the image',
  NotificationArn: 'The topic that is told of the approval',
  OAuthToken: 'The OAuth token',
  ObjectKey: 'The key of the object that is written',
  Owner: 'The owner of the repository',
  PipelineName: 'The pipeline that is started',
  PollForSourceChanges: 'Whether the service looks for changes by itself',
  PrimarySource: 'The input artifact that holds the build specification',
  ProjectName: 'The build project',
  Repo: 'The name of the repository',
  RepositoryName: 'The name of the repository',
  S3Bucket: 'The bucket of the source',
  S3ObjectKey: 'The key of the source',
  ServiceName: 'The service that is deployed',
  StackName: 'The name of the stack',
  StateMachineArn: 'The state machine that is run',
  UserParameters: 'What the function is given',
};

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
