import type { PipelineId } from '../../domain/identity.ts';
import type { FleetMember } from '../fleet/fleet-feed.ts';
import { fuzzyFind } from '../fuzzy.ts';
import { bindingsIn, type CommandId } from '../keymap.ts';
import { keyText } from '../keys.ts';
import type { ScreenName } from '../state/ui-state.ts';

/** Something the palette can do. */
export type PaletteEntry =
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly hint: string;
      readonly id: CommandId;
      readonly key: string;
    }
  | {
      readonly kind: 'pipeline';
      readonly name: string;
      readonly hint: string;
      readonly id: PipelineId;
      readonly key: string;
    };

/** The commands of a screen and the pipelines whose names match what was typed, the best first; all of them for nothing. */
export function paletteEntries(
  screen: ScreenName,
  members: readonly FleetMember[],
  text: string,
): readonly PaletteEntry[] {
  const all = [...commands(screen), ...pipelineEntries(members)];
  return fuzzyFind(text, all, (entry) => entry.name);
}

function commands(screen: ScreenName): PaletteEntry[] {
  return bindingsIn(screen).flatMap((binding) =>
    binding.palette === undefined
      ? []
      : [
          {
            kind: 'command' as const,
            name: binding.palette,
            hint: binding.help,
            id: binding.id,
            key: keyText(binding.keys[0] ?? ''),
          },
        ],
  );
}

function pipelineEntries(members: readonly FleetMember[]): PaletteEntry[] {
  return members.map((member) => ({
    kind: 'pipeline' as const,
    name: member.id.name,
    hint: `open the pipeline in ${member.id.region}`,
    id: member.id,
    key: '',
  }));
}
