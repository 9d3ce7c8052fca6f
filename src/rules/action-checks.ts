import type { ActionType, FindActionType } from './action-types.ts';
import { inAction, type Path, type Report } from './definition-problem.ts';
import { eachAction } from './each-action.ts';
import type { ActionDeclaration, PipelineDeclaration } from './pipeline-declaration.ts';

/** What each action must be: a type that exists, configured as its provider demands (spec 2.2, 2.3). */
export function checkActions(
  pipeline: PipelineDeclaration,
  region: string,
  find: FindActionType,
  report: Report,
): void {
  for (const { action, path } of eachAction(pipeline)) {
    const type = find(action.actionTypeId);
    if (!type) {
      report(inAction(unavailable(action, region), [...path, 'actionTypeId']));
      continue;
    }
    checkConfiguration(action, type, path, report);
    checkFields(action, region, path, report);
  }
}

function unavailable(action: ActionDeclaration, region: string): string {
  const { category, provider, owner, version } = action.actionTypeId;
  const id = `Category: '${category}', Provider: '${provider}', Owner: '${owner}', Version: '${version}'`;
  const place = region.toUpperCase().replaceAll('-', '_');
  return `ActionType (${id}) in action '${action.name}' is not available in region '${place}'`;
}

function checkConfiguration(action: ActionDeclaration, type: ActionType, path: Path, report: Report): void {
  const configuration = action.configuration ?? {};
  for (const key of requiredKeys(action, type)) {
    if (configuration[key] === undefined) {
      const message = `Action configuration for action '${action.name}' is missing required configuration '${key}'`;
      report(inAction(message, [...path, 'configuration']));
    }
  }
  checkQueryable(action, type, path, report);
  const { required, optional } = type;
  if (!optional) return;
  for (const key of Object.keys(configuration)) {
    if (!required.includes(key) && !optional.includes(key)) {
      const message = `Action configuration for action '${action.name}' contains unknown configuration '${key}'`; // [R]
      report(inAction(message, [...path, 'configuration', key]));
    }
  }
}

const QUERYABLE_VALUE = /^[a-zA-Z0-9_-]{1,20}$/;

/** What a job worker may ask by is a short word (spec 2.12). The wording is [D]. */
function checkQueryable(action: ActionDeclaration, { queryable }: ActionType, path: Path, report: Report): void {
  const value = queryable === undefined ? undefined : action.configuration?.[queryable];
  if (value !== undefined && !QUERYABLE_VALUE.test(value)) {
    const message = `Action configuration for action '${action.name}' has an invalid value for the queryable configuration '${queryable}': at most 20 letters, digits, underscores and hyphens`;
    report(inAction(message, [...path, 'configuration', queryable!]));
  }
}

/** Two keys are required by circumstance: PrimarySource with several inputs, ObjectKey unless extracted (spec 2.3). */
function requiredKeys(action: ActionDeclaration, type: ActionType): readonly string[] {
  const inputs = action.inputArtifacts?.length ?? 0;
  if (type.provider === 'CodeBuild' && inputs > 1) return [...type.required, 'PrimarySource'];
  if (type.category === 'Deploy' && type.provider === 'S3' && action.configuration?.Extract === 'false') {
    return [...type.required, 'ObjectKey'];
  }
  return type.required;
}

/** Fields that only some actions may have (spec 2.1). The wording of these refusals is [D]. */
function checkFields(action: ActionDeclaration, region: string, path: Path, report: Report): void {
  const { category, owner, provider } = action.actionTypeId;
  if (action.timeoutInMinutes !== undefined && category !== 'Approval') {
    const message = `Action '${action.name}' sets timeoutInMinutes, which only Manual approval actions may do`;
    report(inAction(message, [...path, 'timeoutInMinutes']));
  }
  const isCommands = provider === 'Commands';
  if (isCommands && !action.commands?.length) {
    const message = `Action configuration for action '${action.name}' is missing required configuration 'Commands'`;
    report(inAction(message, path));
  }
  if (!isCommands) checkWithoutCommands(action, path, report);
  const bound = category === 'Source' || owner !== 'AWS';
  if (bound && action.region !== undefined && action.region !== region) {
    const message = `Action '${action.name}' of category '${category}' and owner '${owner}' cannot be in another region than the pipeline`;
    report(inAction(message, [...path, 'region']));
  }
}

/** What only a Commands action declares: its lines, and what they leave behind. */
function checkWithoutCommands(action: ActionDeclaration, path: Path, report: Report): void {
  const { name, commands, outputVariables, outputArtifacts = [] } = action;
  const refuse = (what: string, where: Path) =>
    inAction(`Action '${name}' declares ${what}, which only Commands actions may do`, [...path, ...where]);
  if (commands !== undefined) report(refuse('commands', ['commands']));
  if (outputVariables !== undefined) report(refuse('outputVariables', ['outputVariables']));
  const withFiles = outputArtifacts.findIndex(({ files }) => files);
  if (withFiles >= 0) report(refuse('files', ['outputArtifacts', withFiles, 'files']));
}
