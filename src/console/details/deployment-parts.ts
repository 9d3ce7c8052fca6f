import { deployedTo } from '../../domain/deployment.ts';
import { deploymentWait } from '../../domain/deployment-wait.ts';
import type { DeploymentReading } from '../../live/watched-deployment.ts';
import { deploymentMark } from '../../text/deployment-marks.ts';
import { deploymentFacts, kindTexts, nowText } from '../../text/deployment-words.ts';
import { piece } from '../line.ts';
import type { Theme } from '../theme.ts';
import { type DetailPart, fact, GAP, sentence } from './detail.ts';

interface DeployAction {
  /** `Prod/Deploy` */
  readonly name: string;
  readonly link?: string;
  /** What can be done with its deployment now, in words. */
  readonly steps: readonly string[];
}

interface DeploymentParts {
  /** How it stands: what is read before its targets. */
  readonly head: readonly DetailPart[];
  /** What else is known of it. */
  readonly facts: readonly DetailPart[];
}

/** How the deployment behind an action stands, and what is known of it beside its targets. */
export function deploymentParts(
  reading: DeploymentReading,
  action: DeployAction,
  { theme, now }: { readonly theme: Theme; readonly now: number | undefined },
): DeploymentParts {
  const { deployment: found, targets, alarms, shift } = reading;
  const mark = deploymentMark(found.status);
  const text = nowText(found, deploymentWait(found, targets, shift), now);
  const { dot } = theme.signs;
  const told = deploymentFacts({ deployment: found, alarms, text }, now);
  const { by, of, message } = found.rollback;
  const isRolledBack = [by, of, message].some((link) => link !== undefined);
  const rollback = isRolledBack ? told.find(({ label }) => label === 'Rollback') : undefined;
  const counts = told.find(({ label }) => label === 'Targets');
  const head: DetailPart[] = [
    {
      kind: 'heading',
      pieces: [piece(theme.glyph(mark), mark.tone), piece(' '), piece(action.name, 'accent'), piece(`  ${found.id}`)],
    },
    sentence([deployedTo(found), ...kindTexts(found)].filter(Boolean).join(` ${dot} `), 'muted'),
    sentence(asSentence(text), mark.tone === 'ok' ? 'muted' : mark.tone),
    ...(rollback ? [sentence(asSentence(rollback.text))] : []),
    ...(counts ? [sentence(`${counts.text}.`, 'muted')] : []),
    ...(action.steps.length > 0 ? [sentence(`With a you can ${listed(action.steps)}.`)] : []),
  ];
  const others = told
    .filter((one) => one !== counts && one !== rollback)
    .flatMap((one) => fact(one.label, theme.say(one.text)));
  return { head, facts: [GAP, ...others, ...fact('Link', action.link)] };
}

/** An id keeps its letters. */
function asSentence(text: string): string {
  const begun = text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
  return begun.endsWith('.') ? begun : `${begun}.`;
}

/** `stop it, or stop it and roll back` */
function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')}, or ${texts.at(-1)}`;
}
