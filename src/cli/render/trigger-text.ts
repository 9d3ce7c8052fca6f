import { type Execution, startedBy } from '../../domain/execution.ts';

/** What started an execution, in words: `started by alice`, `a push`. Kinds that are not known keep AWS's name. */
const TRIGGERS: Readonly<Record<string, string>> = {
  CreatePipeline: 'pipeline created',
  StartPipelineExecution: 'started',
  PollForSourceChanges: 'a change was found',
  Webhook: 'a push',
  WebhookV2: 'a push',
  CloudWatchEvent: 'an event',
  PutActionRevision: 'a revision was put',
  ManualRollback: 'rolled back',
  AutomatedRollback: 'rolled back by itself',
};

export function triggerText({ trigger }: Pick<Execution, 'trigger'>): string {
  if (!trigger) return '–';
  const what = TRIGGERS[trigger.type] ?? trigger.type;
  const who = startedBy({ trigger });
  return who ? `${what} by ${who}` : what;
}
