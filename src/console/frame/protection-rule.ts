import type { PipelineId } from '../../domain/identity.ts';
import { inPipeline } from '../../domain/subject.ts';
import type { ConsoleContext } from '../console-context.ts';
import { line, type Piece, type Pieces, piece, piecesWidth } from '../line.ts';
import { type Screen, topScreen, type UiState } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';

/** The line below the header. Where something on the screen is protected it says so, in words and in colour. */
export function headerRule({ deps, theme }: ConsoleContext, state: UiState, cells: number): string {
  const names = environmentsOn(deps, topScreen(state));
  if (names.length === 0) return theme.paint(theme.signs.rule.repeat(cells), 'muted');
  const locked = names.filter((name) => state.unlocked[name] === undefined);
  const unlocked = names.filter((name) => state.unlocked[name] !== undefined);
  const tone = locked.length > 0 ? 'failed' : 'waiting';
  const says = [
    ...(locked.length > 0 ? [piece(`PROTECTED ${locked.join(', ')}`, 'danger')] : []),
    ...unlocked.map((name) => piece(`UNLOCKED ${name} for ${state.unlocked[name]}`, 'waiting')),
  ];
  const hint = unlocked.length > 0 ? [piece(' L', 'accent'), piece(' locks it ', 'muted')] : [];
  return line(inRule(says, hint, tone, cells, theme), cells, theme);
}

/** What can be seen of a whole account may be any pipeline of it. */
function environmentsOn({ live, operations }: ConsoleContext['deps'], screen: Screen): readonly string[] {
  const id = pipelineOn(screen);
  const subjects = id ? [inPipeline(id)] : live.sites.map(({ place }) => ({ place }));
  return operations.protection.environmentsOfAll(subjects);
}

function pipelineOn(screen: Screen): PipelineId | undefined {
  if ('target' in screen) return screen.target.pipeline;
  return 'id' in screen ? screen.id : undefined;
}

function inRule(says: readonly Piece[], hint: Pieces, tone: Piece['tone'], cells: number, theme: Theme): Pieces {
  const rule = (length: number) => piece(theme.signs.rule.repeat(Math.max(0, length)), tone);
  const words = says.flatMap((said, index) => (index === 0 ? [said] : [piece(`  `), said]));
  const left = [rule(1), piece(' '), ...words, piece(' ')];
  const room = cells - piecesWidth(left) - 1;
  const shown = piecesWidth(hint) <= room ? hint : [];
  return [...left, rule(room - piecesWidth(shown)), ...shown, rule(1)];
}
