import type { Buildspec } from '../../../rules/buildspec/buildspec.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import type { EnvironmentVariable } from '../projects/project.ts';

/**
 * The variables that a build exports when it succeeds: those that its buildspec names, with the values that they have
 * from outside, and those that a rule sets. Secrets and what is AWS's own are never exported (spec 4).
 */
export function exportsOf(
  environment: readonly EnvironmentVariable[],
  spec: Buildspec | undefined,
  rule: BehaviorRule | undefined,
): Readonly<Record<string, string>> {
  if (rule?.outcome === 'fail') return {};
  const given = new Map(environment.map((variable) => [variable.name, variable]));
  const values = (spec?.exported ?? []).flatMap((name): [string, string][] => {
    const variable = given.get(name);
    const isSecret = (variable && (variable.type ?? 'PLAINTEXT') !== 'PLAINTEXT') || spec!.secrets.includes(name);
    return isSecret ? [] : [[name, variable?.value ?? spec!.variables[name] ?? '']];
  });
  const all = { ...Object.fromEntries(values), ...rule?.outputVariables };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('AWS_')));
}
