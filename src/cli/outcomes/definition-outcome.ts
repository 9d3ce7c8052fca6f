import { notFound } from '../../domain/fault.ts';
import type { PipelineDefinition, PipelineState } from '../../domain/pipeline.ts';
import { definitionVersion, pipelineState } from '../../live/needs.ts';
import type { Outcome } from '../command.ts';
import { type ComparedDefinition, definitionDocument } from '../documents/definition-document.ts';
import type { Target } from '../pick-pipeline.ts';
import { definitionText } from '../render/definition-text.ts';

/** A version of a definition, or the newest, held against version `from`. Throws Fault: not-found for a version that is not there. */
export async function definitionOutcome(
  target: Target,
  { version, from }: { version: number | undefined; from: number | undefined },
): Promise<Outcome> {
  const { session, id } = target;
  const state = await session.live.read(pipelineState(id));
  const [shown, older] = await Promise.all([
    readVersion(target, version ?? state.version, state),
    from === undefined ? undefined : readVersion(target, from, state),
  ]);
  const compared: ComparedDefinition = { shown, older };
  return { value: definitionDocument(compared), text: (sheet) => definitionText(compared, session, sheet) };
}

async function readVersion(
  { session, id }: Target,
  version: number,
  { version: newest, createdAt }: PipelineState,
): Promise<PipelineDefinition> {
  if (version <= newest) return session.live.read(definitionVersion(id, { version, createdAt }));
  const there = newest === 1 ? 'the only one is 1' : `there are 1 to ${newest}`;
  throw notFound('PipelineVersionNotFoundException', `${id.name} has no version ${version}: ${there}`);
}
