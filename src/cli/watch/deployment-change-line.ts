import type { DeploymentStatus } from '../../domain/deployment.ts';
import type { TargetStatus } from '../../domain/deployment-target.ts';
import { cutEnd } from '../../text/cut.ts';
import { deploymentMark, targetMark } from '../../text/deployment-marks.ts';
import { clockText, isoText } from '../../text/time.ts';
import type { StreamEvent } from '../command.ts';
import { isoOrNull, orNull } from '../documents/values.ts';
import type { Sheet } from '../output/sheet.ts';
import type { DeploymentChange } from './deployment-progress.ts';

/** A change as a line of a stream of objects. `at` is epoch milliseconds by the service's clock. */
export function deploymentChangeEvent(
  change: DeploymentChange,
  deploymentId: string,
  at: number | undefined,
): StreamEvent {
  return {
    at: isoOrNull(at),
    type: change.type,
    pipeline: null,
    stage: null,
    action: null,
    executionId: null,
    deploymentId,
    target: orNull(change.target),
    from: orNull(change.from),
    to: change.to,
    summary: orNull(change.summary),
  };
}

/** The same for a person: the time of day on a terminal, the whole date where a file is read later. */
export function deploymentChangeLine(change: DeploymentChange, at: number | undefined, sheet: Sheet): string {
  const { type, to, summary } = change;
  const mark = type === 'target' ? targetMark(to as TargetStatus) : deploymentMark(to as DeploymentStatus);
  const when = at === undefined ? '' : `${sheet.terminal ? clockText(at) : isoText(at)}  `;
  const what = change.target ?? type;
  const text = `${mark.word}${summary ? `: ${summary}` : ''}`;
  const room = sheet.limit - when.length - 2 - what.length - 2;
  return `${when}${sheet.paint(sheet.sign(mark), mark.tone)} ${what}  ${cutEnd(text, room, sheet.ellipsis)}`;
}
