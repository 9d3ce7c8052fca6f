import {
  CODEPIPELINE_NAMESPACE,
  resolveReferences,
  VARIABLES_NAMESPACE,
  type VariableReference,
} from '../../../rules/variable-references.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import { type Execution, runOf } from './execution.ts';

const MOST_BYTES = 100 * 1024;

type Configuration = Readonly<Record<string, string>>;

export type Resolved = { readonly configuration: Configuration } | { readonly problem: string };

/**
 * The configuration of an action that starts now, with variables replaced (spec 2.10); or why it cannot
 * be had: a variable without a value, or more than 100 KB.
 */
export function resolveConfiguration(execution: Execution, action: ActionLayout): Resolved {
  return action.hasReferences ? resolveAll(execution, action.configuration) : { configuration: action.configuration };
}

/** A configuration of an action or a rule with its variables replaced (spec 2.10). */
export function resolveAll(execution: Execution, configuration: Configuration): Resolved {
  const resolved: Record<string, string> = {};
  let bytes = 0;
  for (const [key, value] of Object.entries(configuration)) {
    const result = resolveReferences(value, (reference) => lookUp(execution, reference));
    if ('missing' in result) {
      const { namespace, key: name } = result.missing;
      return { problem: `The variable #{${namespace}.${name}} could not be resolved` };
    }
    resolved[key] = result.text;
    bytes += Buffer.byteLength(key) + Buffer.byteLength(result.text);
    // Asked each time: few references can stand for a great deal.
    if (bytes > MOST_BYTES) return { problem: `The resolved configuration is larger than ${MOST_BYTES} bytes` };
  }
  return { configuration: resolved };
}

function lookUp(execution: Execution, { namespace, key }: VariableReference): string | undefined {
  if (namespace === CODEPIPELINE_NAMESPACE) return key === 'PipelineExecutionId' ? execution.id : undefined;
  const producer = execution.version.namespaces.get(namespace);
  if (producer) return own(runOf(execution, producer)?.outputVariables, key);
  return namespace === VARIABLES_NAMESPACE ? own(execution.variables, key) : undefined;
}

/** Not what every object has: a variable named `constructor` is as absent as any other. */
function own(values: Configuration | undefined, key: string): string | undefined {
  return values && Object.hasOwn(values, key) ? values[key] : undefined;
}
