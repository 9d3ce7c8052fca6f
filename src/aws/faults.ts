import { Fault, type FaultKind } from '../domain/fault.ts';
import { lineText } from './sanitize.ts';

/** Error names that mean: who you are, or what you may do. */
const CREDENTIALS = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnauthorizedException',
  'UnrecognizedClientException',
]);

const THROTTLED = new Set(['ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'TooManyRequestsException']);

const STALE = new Set([
  'ApprovalAlreadyCompletedException',
  'ConflictException',
  'ConditionNotOverridableException',
  'DeploymentAlreadyCompletedException',
  'DeploymentIsNotInReadyStateException',
  'DeploymentNotStartedException',
  'DuplicatedStopRequestException',
  'InvalidApprovalTokenException',
  // Of ContinueDeployment; which statuses a list may be filtered by is checked here.
  'InvalidDeploymentStatusException',
  'NotLatestPipelineExecutionException',
  'PipelineExecutionNotStoppableException',
  'PipelineExecutionOutdatedException',
  'StageNotRetryableException',
  'UnableToRollbackStageException',
  'UnsupportedActionForDeploymentTypeException',
]);

const QUOTA = new Set(['ConcurrentPipelineExecutionsLimitExceededException', 'LimitExceededException']);

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
]);

function kindOf(name: string, status: number | undefined): FaultKind {
  if (CREDENTIALS.has(name)) return 'credentials';
  if (THROTTLED.has(name) || QUOTA.has(name) || NETWORK.has(name)) return 'unreachable';
  if (STALE.has(name)) return 'stale';
  if (/NotFound|DoesNotExist/.test(name)) return 'not-found';
  return (status ?? 0) >= 500 ? 'unreachable' : 'refused-by-service';
}

interface SdkError {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { requestId?: string; httpStatusCode?: number };
  $response?: unknown;
  cause?: { code?: string };
}

export interface CallSite {
  /** `codepipeline:GetPipelineState`: also the IAM permission that the call needs. */
  permission: string;
  /** Where it was asked, for the message: `eu-west-1` or an endpoint's URL. */
  where: string;
  /** Whose credentials were asked for. */
  profile?: string;
}

/** Whatever the SDK threw, as a Fault: one line that names the thing, the cause and where possible the way out. */
export function toFault(thrown: unknown, site: CallSite): Fault {
  if (thrown instanceof Fault) return thrown;
  const error = thrown as SdkError;
  if (isNoAwsAnswer(error)) return noAwsAnswer(error, site);
  const name = networkCode(error) ?? error.name ?? 'Error';
  const status = error.$metadata?.httpStatusCode;
  const kind =
    error.$metadata || error.code || error.cause || CREDENTIALS.has(name) || NETWORK.has(name)
      ? kindOf(name, status)
      : 'internal';
  const throttled = THROTTLED.has(name);
  return new Fault({
    kind,
    code: lineText(name),
    message: message(kind, name, lineText(error.message ?? ''), site, status),
    requestId: error.$metadata?.requestId,
    throttled,
    retryable: throttled || NETWORK.has(name) || (status ?? 0) >= 500,
  });
}

/** An answer without an error name, or without JSON, is not one of AWS. */
function isNoAwsAnswer(error: SdkError): boolean {
  if (error.$metadata?.httpStatusCode === undefined) return false;
  // That of STS is made up by the SDK where the status says so and the answer nothing.
  if (error.name === 'NotFound' && /^Unknown/.test(error.message ?? '')) return true;
  return /^(Unknown|UnknownError|SyntaxError)$/.test(error.name ?? '');
}

function noAwsAnswer(error: SdkError, site: CallSite): Fault {
  const status = error.$metadata?.httpStatusCode;
  return new Fault({
    kind: 'unreachable',
    code: 'NoAwsAnswer',
    message: `${site.where} does not answer as AWS does (HTTP ${status}): check the endpoint`,
    retryable: (status ?? 0) >= 500,
  });
}

function networkCode(error: SdkError): string | undefined {
  for (const code of [error.code, error.cause?.code, error.name]) if (code && NETWORK.has(code)) return code;
  return undefined;
}

function message(kind: FaultKind, name: string, text: string, site: CallSite, status: number | undefined): string {
  if (NETWORK.has(name)) return `${site.where} could not be reached (${name}): check the network and the endpoint`;
  if (THROTTLED.has(name)) return `${site.permission} was throttled: ${text || 'Rate exceeded'}`;
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') return noCredentials(text, site);
  if (/^ExpiredToken|^RequestExpired/.test(name)) {
    return `the AWS credentials${ofProfile(site)} have expired: run "${login(site)}" or renew them`;
  }
  if (/^(AccessDenied|NotAuthorized|Unauthorized)/.test(name)) {
    return `not allowed: ${deniedPermission(text) ?? site.permission} is missing (${text})`;
  }
  if (kind === 'credentials') return `AWS does not accept the credentials${ofProfile(site)}: ${text || name}`;
  const named = [name, text].filter((part) => part !== '' && part !== 'UnknownError').join(': ');
  if ((status ?? 0) >= 500)
    return `${site.permission} failed at the service (HTTP ${status} ${named}): try again later`;
  return kind === 'refused-by-service' || QUOTA.has(name) ? `${site.permission} was refused: ${named}` : text || name;
}

/** What the chain says in many words, as what can be done about it. */
function noCredentials(text: string, site: CallSite): string {
  if (/sso login/.test(text)) return `the SSO session${ofProfile(site)} has expired: run "${login(site)}"`;
  return `no usable AWS credentials${ofProfile(site)} (${text}): set AWS_PROFILE or --profile, or run "${login(site)}"`;
}

function ofProfile({ profile }: CallSite): string {
  return profile === undefined ? '' : ` of profile ${profile}`;
}

function login({ profile }: CallSite): string {
  return profile === undefined ? 'aws sso login' : `aws sso login --profile ${profile}`;
}

/** AWS names what is missing where it is not the call itself: a role that may not be assumed. */
function deniedPermission(text: string): string | undefined {
  return /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(text)?.[1];
}
