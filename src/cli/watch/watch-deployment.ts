import { countsText, type Deployment, deployedTo, targetsInAll } from '../../domain/deployment.ts';
import { Fault } from '../../domain/fault.ts';
import { deployment } from '../../live/deployment-needs.ts';
import { deploymentMark } from '../../text/deployment-marks.ts';
import { durationText } from '../../text/time.ts';
import type { Invocation, Outcome } from '../command.ts';
import type { ResultDocument } from '../documents/result-document.ts';
import { orNull } from '../documents/values.ts';
import { Interrupted } from '../interrupted.ts';
import type { Sheet } from '../output/sheet.ts';
import { type Session, serviceTime } from '../session.ts';
import { deploymentChangeEvent, deploymentChangeLine } from './deployment-change-line.ts';
import type { DeploymentReading } from './deployment-progress.ts';
import { followDeployment } from './follow-deployment.ts';
import { Ticker } from './ticker.ts';

/** Watches a deployment, tells every change as it comes, and ends with the result. Nothing here stops the deployment. */
export async function watchDeployment(invocation: Invocation, session: Session, found: Deployment): Promise<Outcome> {
  const status = new Ticker(invocation, session.live);
  try {
    const ended = await followDeployment({
      session,
      found,
      signal: invocation.signal,
      onChange: (change) => {
        const at = change.at ?? serviceTime(session, found.place);
        const line = (sheet: Sheet) => deploymentChangeLine(change, at, sheet);
        invocation.emit(deploymentChangeEvent(change, found.id, at), line);
      },
      onLook: (reading) => status.show((sheet) => progressLine(reading, session, sheet)),
      onTrouble: (fault) => invocation.note(fault ? `${fault.message}; still watching` : 'the service answers again'),
    });
    return outcome(ended, endingOf(ended));
  } catch (error) {
    return outcomeOfEnd(session, found, error);
  } finally {
    status.close();
  }
}

/** How far it is, and for how long it has run. */
function progressLine({ deployment: found, wait, text }: DeploymentReading, session: Session, sheet: Sheet): string {
  const mark = deploymentMark(found.status);
  const now = serviceTime(session, found.place);
  const from = found.startedAt ?? found.createdAt;
  const age = now === undefined || from === undefined ? '' : durationText(now - from);
  const counts = targetsInAll(found.targets) === 0 ? '' : countsText(found.targets);
  const parts = [mark.word, wait ? text : counts, age].filter(Boolean);
  return `${sheet.sign(mark)} ${parts.join(sheet.plain(' · '))}`;
}

interface Ending {
  readonly exitCode: number;
  readonly status: string;
  readonly message: string;
}

function endingOf(found: Deployment): Ending {
  const { status, error, rollback } = found;
  const who = `deployment ${found.id} to ${deployedTo(found)}`;
  if (status === 'Succeeded') return { exitCode: 0, status, message: `${who} has succeeded` };
  const how = status === 'Stopped' ? 'was stopped' : 'has failed';
  const after = rollback.by ? `; ${rollback.by} rolls it back` : rollback.message ? `; ${rollback.message}` : '';
  const cause = after === '' ? error?.message : error?.message?.replace(/\.$/, '');
  return { exitCode: 1, status, message: `${who} ${how}${cause ? `: ${cause}` : ''}${after}` };
}

/** The watch was ended from outside: the deployment goes on, and the result says how it stands. */
function outcomeOfEnd(session: Session, found: Deployment, error: unknown): Outcome {
  const timedOut = error instanceof Fault && error.kind === 'timeout';
  if (!timedOut && !(error instanceof Interrupted)) throw error;
  const last = session.live.snapshot(deployment(found)).value ?? found;
  const why = timedOut ? '--timeout ran out' : 'stopped watching';
  const message = `${why}: deployment ${found.id} to ${deployedTo(found)} is ${last.status} and goes on`;
  return outcome(last, { exitCode: error.exitCode, status: last.status, message });
}

function outcome(found: Deployment, { exitCode, status, message }: Ending): Outcome {
  const result: ResultDocument = {
    operation: 'watch',
    status,
    pipeline: null,
    stage: null,
    action: null,
    executionId: null,
    deploymentId: found.id,
    requestId: null,
    rolledBack: orNull(found.rollback.by),
    exitCode,
    message,
  };
  return { noun: 'result', value: result, exitCode, text: () => [message] };
}
