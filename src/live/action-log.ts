import { listActionExecutions } from '../aws/codepipeline.ts';
import type { Session } from '../aws/session.ts';
import type { Build } from '../domain/build.ts';
import { deploymentText, isDeploymentId } from '../domain/deployment.ts';
import type { ActionExecution } from '../domain/execution.ts';
import { Fault } from '../domain/fault.ts';
import { type PipelineId, type Place, pipelineKey } from '../domain/identity.ts';
import type { LogStreamRef } from '../domain/pipeline.ts';
import type { Need } from './need.ts';
import { whileRunning } from './needs.ts';

/** Where the log of an action's newest run is, or a sentence that says why there is none. */
export interface ActionLog {
  readonly run: ActionExecution | undefined;
  readonly build?: Build;
  readonly ref?: LogStreamRef;
  readonly none?: string;
}

export interface ActionRunRef {
  readonly stage: string;
  readonly action: string;
  readonly executionId: string;
}

/** Looks the log of an action up: the stream AWS names, or that of the CodeBuild build; asked again while the action runs. */
export function actionLog(id: PipelineId, of: ActionRunRef): Need<ActionLog> {
  return {
    key: `${pipelineKey(id)} log of ${of.stage}/${of.action} in ${of.executionId}`,
    place: id,
    fetch: async (session, signal) => {
      const runs = await listActionExecutions(session, id, of.executionId, signal);
      const run = runs.find((candidate) => candidate.stage === of.stage && candidate.action === of.action);
      if (!run) return { run, none: `${of.action} has not begun in this execution.` };
      return { run, ...(await logOf(session, id, run, signal)) };
    },
    interval: (found, pace) => (!found.run || found.run.status === 'InProgress' ? whileRunning(pace) * 2 : undefined),
  };
}

async function logOf(
  session: Session,
  id: PipelineId,
  run: ActionExecution,
  signal: AbortSignal,
): Promise<Omit<ActionLog, 'run'>> {
  if (run.provider === 'CodeBuild' && run.externalId) return buildLog(session, run.externalId, signal);
  if (run.log) return { ref: run.log };
  if (run.category === 'Approval') return { none: 'An approval writes no log.' };
  if (run.externalId && isDeploymentId(run.externalId)) return deploymentInstead(session, id, run.externalId, signal);
  return { none: `CodePipeline names no log for actions of ${run.provider ?? run.category ?? 'a custom type'}.` };
}

async function buildLog(session: Session, buildId: string, signal: AbortSignal): Promise<Omit<ActionLog, 'run'>> {
  const { getBuild } = await import('../aws/codebuild.ts');
  const build = await getBuild(session, buildId, signal);
  if (build.log) return { build, ref: build.log };
  const phase = build.currentPhase ?? 'QUEUED';
  return { build, none: `The build is in ${phase}; its log begins with PROVISIONING.` };
}

/** A deployment's scripts log on its targets; what can be told from here is how it stands, and who tells more. */
async function deploymentInstead(session: Session, place: Place, deploymentId: string, signal: AbortSignal) {
  const { getDeployment } = await import('../aws/codedeploy.ts');
  try {
    const stands = deploymentText(await getDeployment(session, place, deploymentId, signal)).replace(/\.$/, '');
    return { none: `${stands}; "signalbox deployment ${deploymentId}" tells what happened at each target` };
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retryable) throw thrown;
    if (thrown.code === 'UnknownOperationException') {
      return { none: `Deployment ${deploymentId}: this service does not tell how deployments stand.` };
    }
    return { none: `Deployment ${deploymentId} could not be looked up: ${thrown.message}` };
  }
}
