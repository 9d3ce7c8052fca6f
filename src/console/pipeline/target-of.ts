import { isDeployment } from '../../domain/deployment-of-action.ts';
import type { PipelineId } from '../../domain/identity.ts';
import type { Target } from '../state/ui-state.ts';
import type { PipelineLine } from './pipeline-lines.ts';

/** What a line of a pipeline stands for when something is done with it. */
export function targetOfLine(pipeline: PipelineId, line: PipelineLine): Target {
  const stage = line.stage.name;
  if (line.kind === 'action') {
    const approval = line.declaration?.category === 'Approval' || line.action.token !== undefined;
    const executionId = line.stage.latest?.executionId;
    const deployment = isDeployment(line.action, line.declaration);
    return { pipeline, kind: 'action', stage, action: line.action.name, executionId, approval, deployment };
  }
  if (line.kind === 'inbound') return { pipeline, kind: 'inbound', stage, executionId: line.execution.executionId };
  return { pipeline, kind: line.kind, stage };
}

/** The line that a target stands for, as long as it is there. */
export function lineOfTarget(lines: readonly PipelineLine[], target: Target): PipelineLine | undefined {
  return lines.find((line) => {
    const own = targetOfLine(target.pipeline, line);
    const sameThing = own.kind === target.kind && own.stage === target.stage && own.action === target.action;
    return sameThing && (own.kind !== 'inbound' || own.executionId === target.executionId);
  });
}
