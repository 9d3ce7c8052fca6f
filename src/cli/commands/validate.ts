import type { CommandSpec, Invocation, Outcome } from '../command.ts';
import { findingsDocument } from '../documents/findings-document.ts';
import { readGivenFiles } from '../given-files.ts';
import { findingsText } from '../render/findings-text.ts';

export const validate: CommandSpec = {
  path: ['validate'],
  summary: 'check pipeline definitions, templates, AppSpec files and buildspecs; nothing is sent',
  arguments: [
    {
      name: '<FILE...>',
      description:
        'JSON or YAML: a pipeline, what get-pipeline prints, a CloudFormation template with pipelines, an AppSpec file or a buildspec; - is stdin',
    },
  ],
  options: [],
  examples: [
    { command: 'signalbox validate pipeline.json', meaning: 'every error with its line; exits 1 when there is one' },
    { command: 'signalbox validate template.yaml appspec.yml buildspec.yml', meaning: 'several at once' },
    { command: 'signalbox validate pipeline.json --region us-east-1 --output json', meaning: 'meant for that region' },
  ],
  noun: 'findings',
  run: validateFiles,
};

async function validateFiles({ words, host, global, signal }: Invocation): Promise<Outcome> {
  const files = await readGivenFiles(words, host, signal);
  const { validateDocument } = await import('../../rules/validation/validate-document.ts');
  const [region] = global.regions;
  const checked = files.map(({ name, bytes }) => {
    const { kind, findings } = validateDocument(bytes, { name, ...(region !== undefined && { region }) });
    return { file: name, kind, findings };
  });
  const value = checked.flatMap(({ file, kind, findings }) => findingsDocument(file, kind, findings));
  const exitCode = value.some(({ severity }) => severity === 'error') ? 1 : 0;
  return { value, text: (sheet) => findingsText(checked, sheet), exitCode };
}
