import { HEALTHS, type Health } from '../../domain/health.ts';
import { healthMark } from '../../text/glyphs.ts';
import { type Piece, piece } from '../line.ts';
import { type FleetEntry, isPending } from './fleet-entry.ts';

const COUNTED: readonly Health[] = HEALTHS.filter((value) => value !== 'Succeeded' && value !== 'Idle');

/** `8 pipelines   1 failed  2 waiting`: only what is there. */
export function fleetCounts(entries: readonly FleetEntry[], shown: number): Piece[] {
  const total = `${entries.length} ${entries.length === 1 ? 'pipeline' : 'pipelines'}`;
  const head = shown === entries.length ? total : `${shown} of ${total}`;
  const counts = COUNTED.flatMap((value) => {
    const count = entries.filter((entry) => entry.health === value && !isPending(entry)).length;
    const { word, tone } = healthMark(value);
    return count === 0 ? [] : [piece('  '), piece(`${count} ${word}`, tone)];
  });
  return [piece(head), ...(counts.length > 0 ? [piece(' '), ...counts] : [])];
}
