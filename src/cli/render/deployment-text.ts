import { countsText, type Deployment, deployedTo, isDeploymentOver, targetsInAll } from '../../domain/deployment.ts';
import { pad, wrap } from '../../text/cut.ts';
import { deploymentMark } from '../../text/deployment-marks.ts';
import { dayTimeText, durationText } from '../../text/time.ts';
import type { DeploymentView } from '../deployment-view.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { placeText, type Session, serviceTime } from '../session.ts';
import { sourceLines } from './places.ts';
import { targetLines } from './targets-text.ts';

interface Fact {
  readonly label: string;
  readonly text: string;
  /** A command: it stays on one line, so that a copy of it runs. */
  readonly isExact?: boolean;
}

/** A deployment for a person: how it stands, what can be done, and every target that is worth a line. */
export function deploymentViewText(view: DeploymentView, session: Session, sheet: Sheet): string[] {
  const { deployment: found, targets } = view;
  const now = serviceTime(session, found.place);
  const facts = [...factsOf(view, now), ...stepFacts(view)];
  const labels = Math.max(...facts.map(({ label }) => label.length));
  return [
    ...sourceLines(session, sheet),
    ...heading(found, sheet),
    '',
    ...facts.flatMap((fact) => factLines(fact, labels, sheet)),
    ...targetLines(targets, now, sheet),
  ];
}

function heading(found: Deployment, sheet: Sheet): string[] {
  const mark = deploymentMark(found.status);
  const what = [found.type, found.computePlatform, found.config?.replace('CodeDeployDefault.', '')];
  return [
    `${sheet.paint(found.id, 'accent')}  ${sheet.paint(`${sheet.sign(mark)} ${mark.word}`, mark.tone)}  ${deployedTo(found)}`,
    sheet.paint([...what.filter(Boolean), placeText(found.place)].join('  '), 'muted'),
  ];
}

function factsOf(view: DeploymentView, now: number | undefined): Fact[] {
  const { deployment: found, alarms } = view;
  const fact = (label: string, text: string | undefined): Fact[] => (text ? [{ label, text }] : []);
  return [
    ...fact('Now', view.text),
    ...fact('Revision', found.revision?.text),
    ...fact('Before', found.previousRevision?.text),
    ...fact('About', found.description),
    ...fact('Time', timeText(found, now)),
    ...fact('Targets', targetsText(view)),
    ...fact('Alarms', alarms?.enabled ? alarms.names.join(', ') : undefined),
    ...fact('Rollback', rollbackText(found)),
    ...found.messages.flatMap((message) => fact('Said', message)),
    ...fact('Updates', found.updates.join(', ')),
    ...fact('Follows', found.follows),
  ];
}

/** Unless that is what it says of itself already. */
function targetsText({ deployment: { targets }, text }: DeploymentView): string | undefined {
  const counts = countsText(targets);
  return targetsInAll(targets) === 0 || counts === text ? undefined : counts;
}

function timeText(found: Deployment, now: number | undefined): string | undefined {
  const from = found.startedAt ?? found.createdAt;
  if (from === undefined) return undefined;
  const by = found.creator && found.creator !== 'user' ? ` by ${found.creator}` : '';
  const until = isDeploymentOver(found) ? found.endedAt : now;
  const took =
    until === undefined ? '' : `, ${isDeploymentOver(found) ? 'took' : 'since'} ${durationText(until - from)}`;
  return `${found.startedAt === undefined ? 'created' : 'started'} ${dayTimeText(from)}${by}${took}`;
}

/** Both ends of the link, or whether there would be one. */
function rollbackText({ rollback, autoRollback, status }: Deployment): string | undefined {
  const { by, of, message } = rollback;
  if (by) return `${by} rolled it back`;
  if (of) return `it rolls back ${of}`;
  if (message) return message;
  if (!autoRollback?.enabled || autoRollback.events.length === 0 || status === 'Succeeded') return undefined;
  return `by itself on ${autoRollback.events.map((event) => EVENT_WORDS[event] ?? event).join(', ')}`;
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  DEPLOYMENT_FAILURE: 'failure',
  DEPLOYMENT_STOP_ON_ALARM: 'an alarm',
  DEPLOYMENT_STOP_ON_REQUEST: 'a stop',
};

/** In words, and under them the command that does it. */
function stepFacts({ steps }: DeploymentView): Fact[] {
  return steps.flatMap(({ text, command }, index) => [
    { label: index === 0 ? 'You can' : '', text },
    { label: '', text: command, isExact: true },
  ]);
}

function factLines({ label, text, isExact }: Fact, labels: number, sheet: Sheet): string[] {
  const head = (index: number) => sheet.paint(pad(index === 0 ? label : '', labels), 'muted');
  const room = Math.max(20, sheet.columns - labels - 4);
  const lines = isExact ? [escapeUnsafe(text)] : wrap(sheet.plain(text), room);
  return lines.map((line, index) => `  ${head(index)}  ${line}`);
}
