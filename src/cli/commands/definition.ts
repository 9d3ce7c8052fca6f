import { notFound } from '../../domain/fault.ts';
import type { PipelineDefinition, PipelineState } from '../../domain/pipeline.ts';
import { definitionVersion, pipelineState } from '../../live/needs.ts';
import type { CommandSpec } from '../command.ts';
import { type ComparedDefinition, definitionDocument } from '../documents/definition-document.ts';
import { type Target, withPipeline } from '../pick-pipeline.ts';
import { wholeNumber } from '../whole-number.ts';

export const definition: CommandSpec = {
  path: ['definition'],
  summary: 'what a pipeline is made of, as AWS gives it, and what changed since an older version',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name" }],
  options: [
    { flags: '--version <N>', description: 'this version instead of the newest' },
    { flags: '--diff <N>', description: 'what is different from version N' },
  ],
  examples: [
    { command: 'signalbox definition storefront', meaning: 'YAML that can be kept in a file' },
    { command: 'signalbox definition storefront --version 1 --output json', meaning: 'an older version, for a script' },
    { command: 'signalbox definition storefront --diff 1', meaning: 'what was changed since version 1' },
  ],
  noun: 'definition',
  run: (invocation) => {
    const { words, flags } = invocation;
    const wanted = wholeNumber('--version', flags.text('version'));
    const from = wholeNumber('--diff', flags.text('diff'));
    return withPipeline(
      invocation,
      words[0] ?? '',
      async (target) => {
        const { session, id } = target;
        const state = await session.live.read(pipelineState(id));
        const versions = [wanted ?? state.version, ...(from === undefined ? [] : [from])];
        const [shown, older] = await Promise.all(versions.map((version) => readVersion(target, version, state)));
        // Only a definition is written as YAML in any case; other commands start without the library.
        const { definitionText } = await import('../render/definition-text.ts');
        const compared: ComparedDefinition = { shown: shown as PipelineDefinition, older };
        return {
          value: definitionDocument(compared),
          text: (sheet) => definitionText(compared, session, sheet),
        };
      },
      { everywhere: false },
    );
  },
};

async function readVersion(
  { session, id }: Target,
  version: number,
  { version: newest, createdAt }: PipelineState,
): Promise<PipelineDefinition> {
  if (version <= newest) return session.live.read(definitionVersion(id, { version, createdAt }));
  const there = newest === 1 ? 'the only one is 1' : `there are 1 to ${newest}`;
  throw notFound('PipelineVersionNotFoundException', `${id.name} has no version ${version}: ${there}`);
}
