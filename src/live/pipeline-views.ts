import { type PipelineId, pipelineKey } from '../domain/identity.ts';
import type { PipelineDefinition, PipelineState } from '../domain/pipeline.ts';
import type { PipelineView } from '../domain/pipeline-view.ts';
import type { Live } from './live.ts';
import type { Priority } from './need.ts';
import { definition, definitionVersion, executions, pipelineState, pipelines } from './needs.ts';

const views = new WeakMap<Live, Map<string, PipelineView>>();

/** Everything known of one pipeline; the same object while none of its parts changed. */
export function pipelineView(live: Live, id: PipelineId): PipelineView {
  const known = views.get(live) ?? new Map<string, PipelineView>();
  views.set(live, known);
  const key = pipelineKey(id);
  const before = known.get(key);
  const now: PipelineView = {
    summary: live.snapshot(pipelines(id)).value?.find((summary) => summary.id.name === id.name),
    state: live.snapshot(pipelineState(id)).value,
    executions: live.snapshot(executions(id)).value,
    definition: live.snapshot(definition(id)).value,
  };
  if (before && same(before, now)) return before;
  known.set(key, now);
  return now;
}

function same(a: PipelineView, b: PipelineView): boolean {
  return (
    a.summary === b.summary && a.state === b.state && a.executions === b.executions && a.definition === b.definition
  );
}

/** Keeps a pipeline's state and executions fresh, and its definition where that is wanted. */
export function watchPipelineView(
  live: Live,
  id: PipelineId,
  onChange: () => void,
  priority: Priority = 'visible',
  parts: { definition?: boolean } = {},
): () => void {
  const watches = [
    live.watch(pipelineState(id), onChange, priority),
    live.watch(executions(id), onChange, priority),
    ...(parts.definition ? [live.watch(definition(id), onChange, priority)] : []),
  ];
  return () => {
    for (const stop of watches) stop();
  };
}

/** A fresh view, for scripts and for plans. Throws Fault. */
export async function readPipelineView(
  live: Live,
  id: PipelineId,
  parts: { definition?: boolean } = {},
): Promise<PipelineView> {
  const read = live.read(pipelineState(id));
  const [state, history, declared] = await Promise.all([
    read,
    live.read(executions(id)),
    parts.definition ? read.then((now) => readDefinition(live, now)) : undefined,
  ]);
  const summary = live.snapshot(pipelines(id)).value?.find((candidate) => candidate.id.name === id.name);
  return { summary, state, executions: history, definition: declared };
}

/** The definition by which a pipeline stands: asked for where it is not known yet. Throws Fault. */
export async function readDefinition(
  live: Live,
  { id, version, createdAt }: PipelineState,
): Promise<PipelineDefinition> {
  const watched = live.snapshot(definition(id)).value;
  if (watched?.version === version) return watched;
  const need = definitionVersion(id, { version, createdAt });
  return live.snapshot(need).value ?? live.read(need);
}
