import type { Deployment } from '../../domain/deployment.ts';
import { deploymentOfAction } from '../../domain/deployment-of-action.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { deployment } from '../../live/deployment-needs.ts';
import { useConsole } from '../console-context.ts';
import type { ActionLine, PipelineLine } from '../pipeline/pipeline-lines.ts';
import { useParts } from './use-parts.ts';

/** The deployments behind the actions that run, by the keys of their lines: the state of a pipeline does not tell that one waits for a person. */
export function useRunningDeployments(id: PipelineId, lines: readonly PipelineLine[]): ReadonlyMap<string, Deployment> {
  const { live } = useConsole().deps;
  const running = lines.filter(
    (line): line is ActionLine => line.kind === 'action' && line.action.status === 'InProgress',
  );
  const behind = running.flatMap((line) => {
    const ref = deploymentOfAction(id, line.action, line.declaration);
    return ref && live.isConnected(ref.place) ? [{ key: line.key, need: deployment(ref) }] : [];
  });
  const found = useParts(behind.map(({ need }) => need));
  return new Map(behind.flatMap(({ key }, index) => (found[index] ? [[key, found[index]] as const] : [])));
}
