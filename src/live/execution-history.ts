import { listExecutions } from '../aws/codepipeline.ts';
import type { Execution } from '../domain/execution.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { Live } from './live.ts';
import { executions } from './needs.ts';
import { once } from './once.ts';

/** The executions of a pipeline, newest first, a page at a time, as deep as the reader goes. Throws Fault. */
export async function* executionPages(live: Live, id: PipelineId): AsyncIterable<readonly Execution[]> {
  let page = await live.read(executions(id));
  for (;;) {
    yield page.items;
    const after = page.next;
    if (!after) return;
    page = await live.read(once(id, (session, signal) => listExecutions(session, id, { after, signal })));
  }
}

/** Some of a pipeline's executions, newest first; `more` when older ones were not looked at or not taken. */
export interface History {
  readonly items: readonly Execution[];
  readonly more: boolean;
}

/** The newest `limit` executions that are wanted, looking as far back as it takes. Throws Fault. */
export async function readHistory(
  live: Live,
  id: PipelineId,
  { limit, wanted = () => true }: { limit: number; wanted?: (execution: Execution) => boolean },
): Promise<History> {
  const items: Execution[] = [];
  for await (const page of executionPages(live, id)) {
    items.push(...page.filter(wanted));
    // One more than is wanted tells that there are more.
    if (items.length > limit) return { items: items.slice(0, limit), more: true };
  }
  return { items, more: false };
}
