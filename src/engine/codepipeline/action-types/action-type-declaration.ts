import type { ActionType } from '../../../rules/action-types.ts';
import type { ActionTypeId } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import { type ConfigurationProperty, checkProperties, factsOf, propertiesOf } from './configuration-property.ts';
import { type ArtifactCounts, rangeOf } from './custom-action-type.ts';
import { settingsOf } from './url-templates.ts';

/** An action type as GetActionType and UpdateActionType have it: with who runs it and who may use it. */
export interface ActionTypeDeclaration {
  readonly description?: string;
  readonly executor: Executor;
  readonly id: ActionTypeId;
  readonly inputArtifactDetails: ArtifactCounts;
  readonly outputArtifactDetails: ArtifactCounts;
  readonly permissions?: { readonly allowedAccounts: readonly string[] };
  readonly properties?: readonly DeclaredProperty[];
  readonly urls?: Urls;
}

interface Executor {
  readonly type: 'JobWorker' | 'Lambda';
  readonly configuration: {
    readonly lambdaExecutorConfiguration?: { readonly lambdaFunctionArn: string };
    readonly jobWorkerExecutorConfiguration?: {
      readonly pollingAccounts?: readonly string[];
      readonly pollingServicePrincipals?: readonly string[];
    };
  };
  readonly policyStatementsTemplate?: string;
  /** Seconds that one job may take. */
  readonly jobTimeout?: number;
}

interface DeclaredProperty {
  readonly name: string;
  readonly optional: boolean;
  readonly key: boolean;
  readonly noEcho: boolean;
  readonly queryable?: boolean;
  readonly description?: string;
}

interface Urls {
  readonly configurationUrl?: string;
  readonly entityUrlTemplate?: string;
  readonly executionUrlTemplate?: string;
  readonly revisionUrlTemplate?: string;
}

const EVERYBODY = '*';
const MOST_LAMBDA_SECONDS = 15 * 60;

/**
 * A type that comes with the service. A partner's worker may be of this account, so that somebody can play it
 * [D]; everything else is run by the service.
 */
export function declarationOf(type: ActionType, account: string): ActionTypeDeclaration {
  const { category, owner, provider, version } = type;
  const { thirdPartyConfigurationUrl: configurationUrl, ...templates } = settingsOf(type) ?? {};
  const isPartners = owner === 'ThirdParty' && type.executor !== undefined;
  return {
    executor: {
      type: 'JobWorker',
      configuration: {
        jobWorkerExecutorConfiguration: isPartners
          ? { pollingAccounts: [account] }
          : { pollingServicePrincipals: ['codepipeline.amazonaws.com'] },
      },
    },
    id: { category, owner, provider, version },
    inputArtifactDetails: countsOf(type.inputs),
    outputArtifactDetails: countsOf(type.outputs),
    permissions: { allowedAccounts: [EVERYBODY] },
    properties: propertiesOf(type).map(declaredProperty),
    urls: { ...(configurationUrl !== undefined && { configurationUrl }), ...templates },
  };
}

/** What a partner's type is like after its update. Throws ValidationException; `before` is what was declared until now. */
export function updatedActionType(
  builtIn: ActionType,
  declaration: ActionTypeDeclaration,
  before: ActionTypeDeclaration,
) {
  const { executor, properties: declared = [], urls = {} } = declaration;
  checkExecutor(executor);
  const properties = declared.map(configurationProperty);
  checkProperties(properties);
  if (before.permissions?.allowedAccounts.includes(EVERYBODY)) checkStillFits(declared, before.properties ?? []);
  const { configurationUrl: thirdPartyConfigurationUrl, ...templates } = urls;
  const seconds = executor.jobTimeout ?? (executor.type === 'Lambda' ? MOST_LAMBDA_SECONDS : undefined);
  const { category, owner, provider, version, timeoutMinutes } = builtIn;
  const type: ActionType = {
    category,
    owner,
    provider,
    version,
    inputs: rangeOf(declaration.inputArtifactDetails),
    outputs: rangeOf(declaration.outputArtifactDetails),
    ...factsOf(properties),
    settings: { ...(thirdPartyConfigurationUrl !== undefined && { thirdPartyConfigurationUrl }), ...templates },
    executor: executor.type,
    timeoutMinutes,
    silenceMinutes: seconds === undefined ? undefined : seconds / 60,
  };
  return { type, properties };
}

/** An executor is configured as what it is, and a function runs for a quarter of an hour at most. The wording is [D]. */
function checkExecutor({ type, configuration, jobTimeout }: Executor): void {
  const { lambdaExecutorConfiguration: lambda, jobWorkerExecutorConfiguration: worker } = configuration;
  if (type === 'Lambda' ? !lambda || worker : !worker || lambda) {
    const member = type === 'Lambda' ? 'lambdaExecutorConfiguration' : 'jobWorkerExecutorConfiguration';
    throw invalid(`An executor of type ${type} must be configured by ${member} alone`);
  }
  if (type === 'Lambda' && jobTimeout !== undefined && jobTimeout > MOST_LAMBDA_SECONDS) {
    throw invalid(`The job timeout of a Lambda executor can be up to ${MOST_LAMBDA_SECONDS} seconds`);
  }
}

/** Whoever uses a public action type must be able to go on without a change. The wording is [D]. */
function checkStillFits(after: readonly DeclaredProperty[], before: readonly DeclaredProperty[]): void {
  for (const { name, optional } of before) {
    const now = after.find((property) => property.name === name);
    if (!now) throw invalid(`The property '${name}' of a public action type cannot be removed`);
    if (optional && !now.optional) throw invalid(`The optional property '${name}' cannot become required`);
  }
  const added = after.find(({ name, optional }) => !optional && !before.some((property) => property.name === name));
  if (added) throw invalid(`The property '${added.name}' can only be added as an optional one`);
}

export function countsOf([minimumCount, maximumCount]: ActionType['inputs']): ArtifactCounts {
  return { minimumCount, maximumCount };
}

function declaredProperty({ name, required, key, secret, queryable, description }: ConfigurationProperty) {
  return {
    name,
    optional: !required,
    key,
    noEcho: secret,
    queryable,
    ...(description !== undefined && { description }),
  };
}

function configurationProperty({ optional, noEcho, ...rest }: DeclaredProperty): ConfigurationProperty {
  return { ...rest, required: !optional, secret: noEcho };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
