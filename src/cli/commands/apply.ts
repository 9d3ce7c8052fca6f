import { EXIT_CODE, usage } from '../../domain/fault.ts';
import type { Finding } from '../../rules/validation/finding.ts';
import type { Validated } from '../../rules/validation/validate-document.ts';
import { carryOut, nobodyToAsk, resultOutcome } from '../change.ts';
import type { CommandSpec, Invocation, Outcome } from '../command.ts';
import { findingsDocument } from '../documents/findings-document.ts';
import { readGivenFiles } from '../given-files.ts';
import { withPlaceOf } from '../pick-pipeline.ts';
import { findingLine, findingsText } from '../render/findings-text.ts';

export const apply: CommandSpec = {
  path: ['apply'],
  summary: 'create or update a pipeline from a file: checks it, shows the difference, then asks',
  arguments: [
    {
      name: '<FILE>',
      description:
        'JSON or YAML: a pipeline, what get-pipeline prints, or a template with one pipeline whose values are all there; - is stdin',
    },
  ],
  options: [],
  examples: [
    { command: 'signalbox apply pipeline.json', meaning: 'shows what would be different, then asks' },
    { command: 'signalbox apply pipeline.json --dry-run --output json', meaning: 'the difference, for a review' },
    { command: 'signalbox apply pipeline.json --yes', meaning: 'from a script' },
  ],
  noun: 'result',
  run: applyFile,
};

async function applyFile(invocation: Invocation): Promise<Outcome> {
  const { words, host, global, signal } = invocation;
  const [name = ''] = words;
  // Whoever pipes the file in has nowhere to answer from.
  if (name === '-' && !global.yes && !global.dryRun) throw nobodyToAsk(['--yes']);
  const [bytes = new Uint8Array()] = (await readGivenFiles([name], host, signal)).map((file) => file.bytes);
  const { validateDocument } = await import('../../rules/validation/validate-document.ts');
  const check = (region: string | undefined) => {
    const validated = validateDocument(bytes, { name, ...(region !== undefined && { region }) });
    return { ...validated, findings: [...validated.findings, ...unsent(validated)].toSorted(byPosition) };
  };
  const offline = check(global.regions.length === 1 ? global.regions[0] : undefined);
  if (hasErrors(offline)) return refused(name, offline);
  const declaration = declarationIn(name, offline);
  return withPlaceOf(invocation, declaration.name, async ({ session, id }) => {
    // The rules of regions want the one that it goes to.
    const checked = check(id.region);
    if (hasErrors(checked)) return refused(name, checked);
    for (const finding of checked.findings) invocation.note(findingLine(name, finding));
    const { planApply, unchangedResult } = await import('../../operations/apply.ts');
    const isPlainJson = name !== '-' && isBareJson(bytes);
    const plan = await planApply(session.operations, { pipeline: id, declaration, file: name, isPlainJson });
    if (plan.difference.length === 0 && !global.dryRun) return resultOutcome(unchangedResult(plan));
    return carryOut(invocation, plan);
  });
}

function byPosition(one: Finding, other: Finding): number {
  return one.line - other.line || one.column - other.column;
}

function hasErrors({ findings }: Validated): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function refused(file: string, { kind, findings }: Validated): Outcome {
  return {
    noun: 'findings',
    value: findingsDocument(file, kind, findings),
    text: (sheet) => findingsText([{ file, findings }], sheet),
    exitCode: EXIT_CODE['ended-otherwise'],
  };
}

/** What cannot be sent, and what is not: a template leaves things to the stack, and a definition is not all that there is to a pipeline. */
function unsent({ pipelines, positionOf }: Validated): Finding[] {
  return pipelines.flatMap(({ name, isNamed, unknownAt, beside }) => {
    const found = (severity: Finding['severity'], rule: string, message: string, at: number): Finding => ({
      ...positionOf(at),
      severity,
      rule,
      message,
      ...(name !== undefined && { pipeline: name }),
    });
    const unknown = 'this value is known only when a stack is made of the template: write it out';
    const unnamed = 'the pipeline has no name, and only CloudFormation makes one up';
    return [
      ...unknownAt.map((at) => found('error', 'not-written-out', unknown, at)),
      ...(isNamed || unknownAt.length > 0 ? [] : [found('error', 'not-written-out', unnamed, 0)]),
      ...beside.map(({ key, keyAt }) =>
        found('warning', 'not-applied', `${key} is not applied: the definition alone is sent`, keyAt),
      ),
    ];
  });
}

/** The one pipeline that a file declares. Throws Fault `usage` for a file of another kind. */
function declarationIn(file: string, { kind, pipelines }: Validated) {
  const [only, ...others] = pipelines;
  if (!only) throw usage(`${file} declares no pipeline${kind ? `: it is one of the kind ${kind}` : ''}`);
  if (others.length > 0) {
    const names = pipelines.map(({ name }) => name).join(', ');
    throw usage(`${file} declares several pipelines (${names}): give a file with one`);
  }
  return only.declaration;
}

/** A definition that `aws` takes with `--pipeline`: JSON, and nothing around it. */
function isBareJson(bytes: Uint8Array): boolean {
  try {
    return 'stages' in JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // YAML is none.
    return false;
  }
}
