import { findActionType } from '../action-types.ts';
import { eachAction, eachRule } from '../each-action.ts';
import type { PipelineDeclaration } from '../pipeline-declaration.ts';
import { MASK } from '../secrets.ts';
import { CODEPIPELINE_NAMESPACE, VARIABLES_NAMESPACE, variableReferences } from '../variable-references.ts';
import type { ReportAtPath } from './finding.ts';
import { reportPlainSecrets } from './plain-secrets.ts';
import type { ReadDeclaration } from './read-declaration.ts';

/** What AWS takes, and what hurts later. */
export function reportWarnings(
  { declaration, isWholeOpen, placeholders }: ReadDeclaration,
  report: ReportAtPath,
): void {
  const isKnown = (text: string) => !placeholders.has(text);
  reportPlainSecrets(declaration, isKnown, report);
  reportMasks(declaration, report);
  reportSources(declaration, report);
  reportBuildEnvironments(declaration, isKnown, report);
  // Whoever reads an artifact or a variable may be one that is not known.
  if (isWholeOpen) return;
  reportUnreadArtifacts(declaration, report);
  reportVariables(declaration, isKnown, report);
}

function reportMasks(pipeline: PipelineDeclaration, report: ReportAtPath): void {
  for (const { action, path } of eachAction(pipeline)) {
    for (const key of findActionType(action.actionTypeId)?.secret ?? []) {
      if (action.configuration?.[key] !== MASK) continue;
      const message = `the configuration ${key} is '${MASK}', which stands for the stored secret: only an update of a pipeline that has this action takes it`;
      report({ severity: 'warning', rule: 'masked-secret', message, path: [...path, 'configuration', key] });
    }
  }
}

const TAKES_HEAD: readonly string[] = ['S3', 'CodeCommit'];

function reportSources(pipeline: PipelineDeclaration, report: ReportAtPath): void {
  for (const { action, path } of eachAction(pipeline)) {
    const { category, provider } = action.actionTypeId;
    if (category !== 'Source') continue;
    if (pipeline.executionMode === 'PARALLEL' && TAKES_HEAD.includes(provider)) {
      const message = `a ${provider} source in PARALLEL mode takes what is newest when it runs, not what started the execution: executions may carry the same revision`;
      report({ severity: 'warning', rule: 'parallel-takes-head', message, path: [...path, 'actionTypeId'] });
    }
    const polls = findActionType(action.actionTypeId)?.optional?.includes('PollForSourceChanges');
    if (polls && action.configuration?.PollForSourceChanges === undefined) {
      const message = `without PollForSourceChanges the ${provider} source polls, and starts everything twice where an event starts it as well: set it to "false" or "true"`;
      report({ severity: 'warning', rule: 'polls-by-default', message, path: [...path, 'configuration'] });
    }
  }
}

function reportBuildEnvironments(
  pipeline: PipelineDeclaration,
  isKnown: (text: string) => boolean,
  report: ReportAtPath,
): void {
  for (const { action, path } of eachAction(pipeline)) {
    const text = action.configuration?.EnvironmentVariables;
    if (action.actionTypeId.provider !== 'CodeBuild' || text === undefined || !isKnown(text) || isList(text)) continue;
    const message =
      'the configuration EnvironmentVariables is no JSON list of {"name", "value", "type"}: the build would not start';
    report({
      severity: 'warning',
      rule: 'build-environment',
      message,
      path: [...path, 'configuration', 'EnvironmentVariables'],
    });
  }
}

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

function reportUnreadArtifacts(pipeline: PipelineDeclaration, report: ReportAtPath): void {
  const actions = eachAction(pipeline);
  const readers = [...actions.map(({ action }) => action), ...eachRule(pipeline).map(({ rule }) => rule)];
  const read = new Set(readers.flatMap(({ inputArtifacts = [] }) => inputArtifacts.map(({ name }) => name)));
  for (const { action, path } of actions) {
    for (const [index, { name }] of (action.outputArtifacts ?? []).entries()) {
      if (read.has(name)) continue;
      const message = `no action reads the artifact '${name}': let one read it, or take it out`;
      report({ severity: 'warning', rule: 'unread-artifact', message, path: [...path, 'outputArtifacts', index] });
    }
  }
}

const OF_CODEPIPELINE = 'PipelineExecutionId';

/** Variables that are declared and not used, or used and not declared: the latter fail when the action runs (spec 2.10). */
function reportVariables(
  pipeline: PipelineDeclaration,
  isKnown: (text: string) => boolean,
  report: ReportAtPath,
): void {
  const declared = (pipeline.variables ?? []).map(({ name }) => name);
  const users = [
    ...eachAction(pipeline).map(({ action, path }) => ({
      configuration: action.configuration ?? {},
      commands: action.commands ?? [],
      path,
    })),
    ...eachRule(pipeline).map(({ rule, path }) => ({
      configuration: rule.configuration ?? {},
      commands: rule.commands ?? [],
      path,
    })),
  ];
  const used = new Set<string>();
  for (const { configuration, path } of users) {
    for (const [key, value] of Object.entries(configuration)) {
      for (const { namespace, key: name } of variableReferences(value)) {
        if (namespace === VARIABLES_NAMESPACE) used.add(name);
        const isMissing =
          namespace === VARIABLES_NAMESPACE
            ? !declared.includes(name)
            : namespace === CODEPIPELINE_NAMESPACE && name !== OF_CODEPIPELINE;
        if (!isMissing) continue;
        const message = `#{${namespace}.${name}} has no value: ${namespace === VARIABLES_NAMESPACE ? `the pipeline declares no variable ${name}` : `CodePipeline gives ${OF_CODEPIPELINE} alone`}; the action will fail when it runs`;
        report({ severity: 'warning', rule: 'undeclared-variable', message, path: [...path, 'configuration', key] });
      }
    }
  }
  const texts = users.flatMap(({ configuration, commands }) => [...Object.values(configuration), ...commands]);
  // One that is not known may use any of them.
  if (texts.some((text) => !isKnown(text))) return;
  for (const [index, name] of declared.entries()) {
    if (used.has(name) || texts.some((text) => text.includes(name))) continue;
    report({
      severity: 'warning',
      rule: 'unused-variable',
      message: `no action uses the variable ${name}, as #{${VARIABLES_NAMESPACE}.${name}}`,
      path: ['variables', index, 'name'],
    });
  }
}
