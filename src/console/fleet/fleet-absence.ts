import { wrap } from '../../text/cut.ts';
import type { Tone } from '../../text/glyphs.ts';
import { line, piece } from '../line.ts';
import type { Theme } from '../theme.ts';
import type { Fleet } from './fleet-feed.ts';

/** What stands where no pipeline does: asked and not answered, refused, really none, or none that matches. */
export function fleetAbsence(fleet: Fleet, filter: string, cells: number, theme: Theme): string[] {
  const paragraphs = fleet.members.length > 0 ? [none(`no pipeline matches ${filter.trim()}`)] : reasons(fleet);
  return paragraphs.flatMap(({ text, tone }) => [
    '',
    ...wrap(theme.say(text), Math.min(100, cells - 4)).map((part) =>
      line([piece('  '), piece(part, tone)], cells, theme),
    ),
  ]);
}

interface Paragraph {
  readonly text: string;
  readonly tone: Tone;
}

function none(text: string): Paragraph {
  return { text, tone: 'muted' };
}

function reasons(fleet: Fleet): Paragraph[] {
  const refusals = fleet.refused.map(({ site, fault }) => ({
    text: `${site.place.region}: ${fault.message}`,
    tone: 'failed' as const,
  }));
  const asking = fleet.asking.map((site) => site.place.region);
  if (refusals.length > 0) return [...refusals, none('r asks again')];
  if (asking.length > 0) return [none(`asking ${asking.join(', ')} …`)];
  return [none('There is no pipeline here yet.')];
}
