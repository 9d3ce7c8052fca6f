import type { Explanation, Standing } from '../../domain/explanation.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { pad, wrap } from '../../text/cut.ts';
import {
  forecastSentence,
  headline,
  inboundSentence,
  stageSentence,
  supersededSentence,
  type Telling,
} from '../../text/explanation-words.ts';
import { MARKS, type Mark } from '../../text/glyphs.ts';
import { width } from '../../text/width.ts';
import type { Sheet } from '../output/sheet.ts';
import { placeText, type Session } from '../session.ts';
import { sourceLines } from './places.ts';

const STANDING_MARKS: Readonly<Record<Standing, Mark>> = {
  empty: MARKS.none,
  through: MARKS.ok,
  moving: MARKS.running,
  waiting: MARKS.waiting,
  failed: MARKS.failed,
  ended: MARKS.stopped,
};

interface Line {
  readonly mark?: Mark;
  readonly name: string;
  readonly text: string;
}

/** A sentence a stage, what waits in front of it before it, and what comes next. */
export function explanationText(
  id: PipelineId,
  explanation: Explanation,
  telling: Telling,
  session: Session,
  sheet: Sheet,
): string[] {
  const lines = explanation.stages.flatMap((stage): Line[] => [
    ...stage.inbound.map((one) => ({ name: '', text: inboundSentence(one, stage.stage, telling) })),
    {
      mark: stage.gate && stage.standing === 'through' ? MARKS.closed : STANDING_MARKS[stage.standing],
      name: stage.stage,
      text: stageSentence(stage, telling),
    },
  ]);
  const gone = explanation.superseded.map((one): Line => ({ name: '', text: supersededSentence(one, telling) }));
  const next = explanation.next.map((forecast): Line => ({ name: '', text: forecastSentence(forecast, telling) }));
  const names = Math.min(32, Math.max(0, ...lines.map(({ name }) => width(name))));
  return [
    ...sourceLines(session, sheet),
    `${sheet.paint(id.name, 'accent')}  ${sheet.paint(`${explanation.mode}  ${placeText(id)}`, 'muted')}`,
    ...wrap(sheet.plain(headline(explanation, telling)), sheet.columns),
    '',
    ...[...lines, ...gone].flatMap((line) => draw(line, names, sheet)),
    ...(next.length === 0 ? [] : ['', sheet.paint('next', 'muted'), ...next.flatMap((line) => draw(line, 0, sheet))]),
  ];
}

function draw({ mark, name, text }: Line, names: number, sheet: Sheet): string[] {
  const indent = names + (names === 0 ? 2 : 4);
  const sign = mark ? sheet.paint(sheet.sign(mark), mark.tone) : ' ';
  const head = names === 0 ? '  ' : `${sign} ${pad(name, names)}  `;
  return wrap(sheet.plain(text), Math.max(20, sheet.columns - indent)).map(
    (part, index) => `${index === 0 ? head : ' '.repeat(indent)}${part}`,
  );
}
