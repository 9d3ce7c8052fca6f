import type { FindYamlParser } from '../yaml-parser.ts';
import type { BatchSpec } from './batch-spec.ts';
import { checkBuildspec } from './check-buildspec.ts';

export type BuildspecPhase = 'install' | 'pre_build' | 'build' | 'post_build';

/** What a buildspec says, as far as it can be told from outside its container (spec 4). */
export interface Buildspec {
  /** In the order in which they are run, those of `finally` last. */
  readonly commands: Readonly<Partial<Record<BuildspecPhase, readonly string[]>>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Variables whose values are secrets from elsewhere. */
  readonly secrets: readonly string[];
  readonly exported: readonly string[];
  /** Names or ARNs of report groups, by what is in them. */
  readonly reports: readonly string[];
  readonly coverageReports: readonly string[];
  /** What is built where many builds are started together. */
  readonly batch?: BatchSpec;
}

/** A buildspec that could be read, or what is wrong with it. */
export type ReadBuildspec =
  | { readonly spec: Buildspec; readonly problem?: undefined }
  | { readonly problem: string; readonly spec?: undefined };

/** Whether a text is a buildspec, and not the place of one: a path or the ARN of an object [R]. */
export function isInline(buildspec: string): boolean {
  return /[\n{]|^\s*version\s*:/.test(buildspec);
}

/** Reads a buildspec, YAML or JSON. */
export function readBuildspec(text: string, findParser: FindYamlParser): ReadBuildspec {
  const document = documentIn(text, findParser);
  if ('problem' in document) return document;
  const { spec, problems } = checkBuildspec(document.value);
  return problems[0] ? { problem: problems[0].message } : { spec };
}

function documentIn(text: string, findParser: FindYamlParser): { value: unknown } | { problem: string } {
  if (text.trimStart().startsWith('{')) {
    try {
      return { value: JSON.parse(text) };
    } catch {
      // A flow map of YAML begins like this, too.
    }
  }
  const document = findParser()(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken) return { problem: broken.message.split('\n')[0]!.replace(/:$/, '') };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // Aliases that would grow beyond all bounds.
    return { problem: (error as Error).message };
  }
}
