import { findActionType } from '../action-types.ts';
import type { Path } from '../definition-problem.ts';
import { eachAction } from '../each-action.ts';
import type { ActionDeclaration, PipelineDeclaration } from '../pipeline-declaration.ts';
import { MASK, mapActions } from '../secrets.ts';
import type { ReportAtPath } from './finding.ts';

const SECRET_NAME = /passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|credential/i;
/** A name that speaks of a secret, but of where it is kept, or what it is like. */
const PLACE_NAME = /(arn|id|name|path|url|uri|version|stage|length|policy|enabled|required|expiry|ttl)$/i;
const SECRET_VALUE =
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22}|\bxox[abprs]-\w{10}|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Whether a text by its form is a secret: a key of AWS or GitHub, a private key. */
export function isSecretValue(value: string): boolean {
  return SECRET_VALUE.test(value);
}

/** Whether what bears this name, and this value, is a secret that stands there for everybody to read. */
export function isPlainSecret(name: string, value: string): boolean {
  if (value === '' || value === MASK || /^(true|false|[#$]\{[^}]*\}|arn:.*)$/.test(value)) return false;
  return isSecretValue(value) || (SECRET_NAME.test(name) && !PLACE_NAME.test(name));
}

/** Warns of secrets that whoever may read the definition reads along. `isKnown`: whether a value is there at all. */
export function reportPlainSecrets(
  pipeline: PipelineDeclaration,
  isKnown: (value: string) => boolean,
  report: ReportAtPath,
): void {
  const warn = (what: string, path: Path, wayOut: string) => {
    const message = `${what} stands in plain text, and everybody who may read the pipeline reads it: ${wayOut}`;
    report({ severity: 'warning', rule: 'plain-secret', message, path });
  };
  for (const { action, path } of eachAction(pipeline)) {
    for (const secret of [inConfiguration, inEnvironment, inBuildEnvironment, inParameters].flatMap((find) =>
      find(action),
    )) {
      if (isKnown(secret.value)) warn(secret.what, [...path, ...secret.path], secret.wayOut);
    }
    for (const [index, line] of (action.commands ?? []).entries()) {
      if (isSecretValue(line)) warn('a secret in a command', [...path, 'commands', index], FROM_SECRETS_MANAGER);
    }
  }
  for (const [index, { name, defaultValue = '' }] of (pipeline.variables ?? []).entries()) {
    if (!isKnown(defaultValue) || !isPlainSecret(name, defaultValue)) continue;
    warn(
      `the default of variable ${name}`,
      ['variables', index, 'defaultValue'],
      'let the action read it from Secrets Manager',
    );
  }
}

interface Secret {
  readonly what: string;
  readonly value: string;
  readonly path: Path;
  readonly wayOut: string;
}

const FROM_SECRETS_MANAGER = 'let it come from Secrets Manager';

function inConfiguration({ actionTypeId, configuration = {} }: ActionDeclaration): Secret[] {
  const secretKeys = findActionType(actionTypeId)?.secret ?? [];
  return Object.entries(configuration).flatMap(([key, value]) => {
    if (isDocument(key, actionTypeId)) return [];
    const isSecret = secretKeys.includes(key) ? value !== MASK : isPlainSecret(key, value);
    if (!isSecret) return [];
    const isOldGitHub = actionTypeId.provider === 'GitHub' && key === 'OAuthToken';
    const wayOut = isOldGitHub ? 'use a connection (CodeStarSourceConnection) instead' : FROM_SECRETS_MANAGER;
    return [{ what: `the configuration ${key}`, value, path: ['configuration', key], wayOut }];
  });
}

function inEnvironment({ environmentVariables = [] }: ActionDeclaration): Secret[] {
  return environmentVariables.flatMap(({ name, value, type = 'PLAINTEXT' }, index) =>
    type === 'PLAINTEXT' && isPlainSecret(name, value)
      ? [
          {
            what: `the environment variable ${name}`,
            value,
            path: ['environmentVariables', index, 'value'],
            wayOut: 'give it the type SECRETS_MANAGER',
          },
        ]
      : [],
  );
}

/** What a CodeBuild action hands to its build is JSON in a text (spec 4). */
function inBuildEnvironment({ actionTypeId, configuration = {} }: ActionDeclaration): Secret[] {
  const { EnvironmentVariables: text } = configuration;
  if (actionTypeId.provider !== 'CodeBuild' || text === undefined) return [];
  return variablesIn(text).flatMap(({ name, value, type = 'PLAINTEXT' }) =>
    typeof name === 'string' && typeof value === 'string' && type === 'PLAINTEXT' && isPlainSecret(name, value)
      ? [
          {
            what: `the environment variable ${name}`,
            value,
            path: ['configuration', 'EnvironmentVariables'],
            wayOut: 'give it the type SECRETS_MANAGER or PARAMETER_STORE',
          },
        ]
      : [],
  );
}

/** What a CloudFormation action hands to its stack is JSON as well: texts by the names of parameters. */
function inParameters({ actionTypeId, configuration = {} }: ActionDeclaration): Secret[] {
  const { ParameterOverrides: text } = configuration;
  if (actionTypeId.provider !== 'CloudFormation' || text === undefined) return [];
  return Object.entries(parametersIn(text)).flatMap(([name, value]) =>
    typeof value === 'string' && isPlainSecret(name, value)
      ? [
          {
            what: `the parameter ${name}`,
            value,
            path: ['configuration', 'ParameterOverrides'],
            wayOut: 'let the template resolve it from Secrets Manager',
          },
        ]
      : [],
  );
}

/** Whether a configuration value is a document of its own, which is looked into. */
function isDocument(key: string, { provider }: ActionDeclaration['actionTypeId']): boolean {
  return (
    (provider === 'CodeBuild' && key === 'EnvironmentVariables') ||
    (provider === 'CloudFormation' && key === 'ParameterOverrides')
  );
}

function parametersIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const parameters: unknown = JSON.parse(text);
    const isMap = typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters);
    return isMap ? (parameters as Readonly<Record<string, unknown>>) : {};
  } catch {
    // CloudFormation will say what it is instead.
    return {};
  }
}

function variablesIn(text: string): readonly { name?: unknown; value?: unknown; type?: unknown }[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : [];
  } catch {
    // What it is instead, the check of the configuration says.
    return [];
  }
}

/** A definition to be shown: without what {@link reportPlainSecrets} warns of. */
export function maskPlainSecrets(pipeline: PipelineDeclaration): PipelineDeclaration {
  const { variables } = pipeline;
  const masked = mapActions(pipeline, maskedAction);
  if (!variables) return masked;
  const maskedVariables = variables.map((variable) =>
    isPlainSecret(variable.name, variable.defaultValue ?? '') ? { ...variable, defaultValue: MASK } : variable,
  );
  return { ...masked, variables: maskedVariables };
}

function maskedAction(action: ActionDeclaration): ActionDeclaration {
  const { configuration, environmentVariables, commands } = action;
  return {
    ...action,
    ...(configuration && { configuration: maskedConfiguration(action) }),
    ...(environmentVariables && { environmentVariables: environmentVariables.map(maskedVariable) }),
    ...(commands && { commands: commands.map((line) => (isSecretValue(line) ? MASK : line)) }),
  };
}

function maskedConfiguration({ actionTypeId, configuration = {} }: ActionDeclaration): Record<string, string> {
  const entries = Object.entries(configuration).map(([key, value]) => {
    if (!isDocument(key, actionTypeId)) return [key, isPlainSecret(key, value) ? MASK : value];
    return [key, key === 'EnvironmentVariables' ? maskedVariables(value) : maskedParameters(value)];
  });
  return Object.fromEntries(entries);
}

/** What cannot be read may hold anything. */
function maskedVariables(text: string): string {
  const variables = variablesIn(text);
  return variables.length === 0 && text !== '[]' ? MASK : JSON.stringify(variables.map(maskedVariable));
}

function maskedParameters(text: string): string {
  const parameters = Object.entries(parametersIn(text));
  if (parameters.length === 0 && text !== '{}') return MASK;
  const masked = parameters.map(([name, value]) => [
    name,
    typeof value === 'string' && isPlainSecret(name, value) ? MASK : value,
  ]);
  return JSON.stringify(Object.fromEntries(masked));
}

function maskedVariable<T extends { name?: unknown; value?: unknown; type?: unknown }>(variable: T): T {
  const { name, value, type = 'PLAINTEXT' } = variable;
  const isSecret = type === 'PLAINTEXT' && isPlainSecret(String(name), String(value));
  return isSecret ? { ...variable, value: MASK } : variable;
}
