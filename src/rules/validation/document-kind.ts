import { memberOf, type Node, plainOf, textOf } from './node.ts';

/** What can be validated. */
export type DocumentKind = 'pipeline' | 'template' | 'appspec' | 'buildspec';

/** What a file has to be, for whoever gave another one. */
export const EXPECTED =
  'a pipeline definition (with stages, or as get-pipeline prints it), a CloudFormation template, an AppSpec file or a buildspec';

export const PIPELINE_RESOURCE = 'AWS::CodePipeline::Pipeline';

/** Which kind a document is: by what it holds, and where that does not tell, by its name. */
export function kindOf(root: Node | undefined, name: string): DocumentKind | undefined {
  return (root && kindByContent(root)) ?? kindByName(name);
}

function kindByContent(root: Node): DocumentKind | undefined {
  const has = (key: string) => memberOf(root, key) !== undefined;
  const isMap = (key: string) => memberOf(root, key)?.kind === 'map';
  if (isMap('pipeline') || has('stages') || has('roleArn')) return 'pipeline';
  if (has('AWSTemplateFormatVersion') || holdsPipeline(memberOf(root, 'Resources'))) return 'template';
  if (has('phases')) return 'buildspec';
  if (has('os') || has('hooks') || has('Hooks') || has('permissions') || has('file_exists_behavior')) return 'appspec';
  const version = versionOf(root);
  if (version === undefined) return isMap('Resources') ? 'template' : undefined;
  if (version === 0) return 'appspec';
  return version === 0.1 || version === 0.2 ? 'buildspec' : undefined;
}

function holdsPipeline(resources: Node | undefined): boolean {
  if (resources?.kind !== 'map') return false;
  return resources.entries.some(({ value }) => textOf(memberOf(value, 'Type')) === PIPELINE_RESOURCE);
}

function versionOf(root: Node): number | undefined {
  const version = memberOf(root, 'version');
  return version?.kind === 'scalar' && version.value !== null ? Number(plainOf(version)) : undefined;
}

const NAMES: readonly (readonly [RegExp, DocumentKind])[] = [
  [/appspec/i, 'appspec'],
  [/buildspec/i, 'buildspec'],
  [/template/i, 'template'],
  [/pipeline/i, 'pipeline'],
];

function kindByName(name: string): DocumentKind | undefined {
  const base = name.split(/[\\/]/).at(-1)!;
  return NAMES.find(([pattern]) => pattern.test(base))?.[1];
}
