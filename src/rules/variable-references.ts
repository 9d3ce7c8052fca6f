const REFERENCE = /#\{([A-Za-z0-9@\-_]+)\.([A-Za-z0-9@\-_]+)\}/g;

/** A use of a variable, `#{namespace.key}` (spec 2.10). */
export interface VariableReference {
  readonly namespace: string;
  readonly key: string;
}

/** The namespace of what CodePipeline itself knows, such as `PipelineExecutionId` (spec 2.10). */
export const CODEPIPELINE_NAMESPACE = 'codepipeline';
/** The namespace of the variables that a V2 pipeline declares (spec 2.10). */
export const VARIABLES_NAMESPACE = 'variables';

const NONE: readonly VariableReference[] = [];

/** All references in a configuration value, in order. */
export function variableReferences(text: string): readonly VariableReference[] {
  // Most values have none.
  if (!text.includes('#{')) return NONE;
  return [...text.matchAll(REFERENCE)].map((match) => ({ namespace: match[1]!, key: match[2]! }));
}

/** Puts values in the place of references; the first reference without a value is returned instead. */
export function resolveReferences(
  text: string,
  lookUp: (reference: VariableReference) => string | undefined,
): { text: string } | { missing: VariableReference } {
  let missing: VariableReference | undefined;
  const resolved = text.replace(REFERENCE, (whole, namespace: string, key: string) => {
    const value = lookUp({ namespace, key });
    if (value === undefined) missing ??= { namespace, key };
    return value ?? whole;
  });
  return missing ? { missing } : { text: resolved };
}
