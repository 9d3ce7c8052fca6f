import { type Deployment, deployedTo } from '../../domain/deployment.ts';
import { pad, wrap } from '../../text/cut.ts';
import { deploymentMark } from '../../text/deployment-marks.ts';
import { deploymentFacts, kindTexts, type Labelled } from '../../text/deployment-words.ts';
import type { DeploymentView } from '../deployment-view.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { placeText, type Session, serviceTime } from '../session.ts';
import { sourceLines } from './places.ts';
import { targetLines } from './targets-text.ts';

interface Fact extends Labelled {
  /** A command: it stays on one line, so that a copy of it runs. */
  readonly isExact?: boolean;
}

/** A deployment for a person: how it stands, what can be done, and every target that is worth a line. */
export function deploymentViewText(view: DeploymentView, session: Session, sheet: Sheet): string[] {
  const { deployment: found, targets } = view;
  const now = serviceTime(session, found.place);
  const facts: Fact[] = [{ label: 'Now', text: view.text }, ...deploymentFacts(view, now), ...stepFacts(view)];
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
  return [
    `${sheet.paint(found.id, 'accent')}  ${sheet.paint(`${sheet.sign(mark)} ${mark.word}`, mark.tone)}  ${deployedTo(found)}`,
    sheet.paint([...kindTexts(found), placeText(found.place)].join('  '), 'muted'),
  ];
}

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
