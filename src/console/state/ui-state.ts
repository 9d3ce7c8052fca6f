import type { PipelineId } from '../../domain/identity.ts';
import type { Offer } from '../../operations/offers.ts';
import { isWriting, type PlanDialog } from './plan-dialog-state.ts';
import type { TextEdit } from './text-edit.ts';

/** What an operator points at: a pipeline, or something in it. */
export interface Target {
  readonly pipeline: PipelineId;
  readonly kind: 'pipeline' | 'stage' | 'action' | 'gate' | 'inbound';
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
  /** An action that a person answers: it writes no log. */
  readonly approval?: boolean;
  /** An action that deploys with CodeDeploy: what its scripts say is told with each target. */
  readonly deployment?: boolean;
}

export interface FleetScreen {
  readonly name: 'fleet';
  /** Key of the row the cursor is on; undefined while the operator has not moved: the first row. */
  readonly selected?: string;
  readonly filter: TextEdit;
  /** The filter is being typed. */
  readonly typing: boolean;
}

export interface ApprovalsScreen {
  readonly name: 'approvals';
  readonly selected?: string;
}

export interface PipelineScreen {
  readonly name: 'pipeline';
  readonly id: PipelineId;
  readonly selected?: string;
}

export interface DetailsScreen {
  readonly name: 'details';
  readonly target: Target;
  /** The first line shown. */
  readonly top: number;
}

export interface LogScreen {
  readonly name: 'log';
  readonly id: PipelineId;
  readonly stage: string;
  readonly action: string;
  readonly executionId?: string;
  readonly view: LogView;
  /** The first line shown of what stands in place of a log. */
  readonly top?: number;
}

export interface LogView {
  /** The end is kept in sight, or the number of the line (and of its wrapped part) at the top. */
  readonly anchor: 'end' | LogAnchor;
  readonly wrap: boolean;
  readonly times: boolean;
}

export interface LogAnchor {
  /** Counted from the first line that was ever read, let go or not. */
  readonly line: number;
  readonly part: number;
}

export type Screen = FleetScreen | ApprovalsScreen | PipelineScreen | DetailsScreen | LogScreen;
export type ScreenName = Screen['name'];

export interface HelpOverlay {
  readonly name: 'help';
  readonly top: number;
}

export interface PaletteOverlay {
  readonly name: 'palette';
  readonly text: TextEdit;
  readonly selected: number;
}

export interface MenuOverlay {
  readonly name: 'menu';
  readonly title: string;
  readonly pipeline: PipelineId;
  readonly offers: readonly Offer[];
  readonly selected: number;
}

export interface PlanningOverlay {
  readonly name: 'planning';
  readonly title: string;
  readonly pipeline?: PipelineId;
  /** The plan, where it came too late to open by itself. */
  readonly ready?: PlanDialog;
}

export interface PlanOverlay {
  readonly name: 'plan';
  readonly dialog: PlanDialog;
}

export type Overlay = HelpOverlay | PaletteOverlay | MenuOverlay | PlanningOverlay | PlanOverlay;
export type OverlayName = Overlay['name'];

/**
 * Where keys go: to the overlay if there is one, to the filter while it is typed, else to the screen. A plan is written
 * (its text has the focus), answered, out of date, or being sent; one that came late is ready.
 */
export type Context = ScreenName | OverlayName | 'filter' | 'plan-ready' | 'plan-text' | 'plan-outdated' | 'sending';

/** A message that stays until the next key; what went well goes by itself, too. */
export interface Toast {
  readonly text: string;
  readonly tone: 'ok' | 'failed';
}

export interface UiState {
  /** The way here; the last one is on the screen. Never empty. */
  readonly screens: readonly [Screen, ...Screen[]];
  readonly overlay?: Overlay;
  readonly toast?: Toast;
  /** The protected environments that are unlocked, by name, and for how long still: `14m`. */
  readonly unlocked: Readonly<Record<string, string>>;
}

export function topScreen(state: UiState): Screen {
  return state.screens.at(-1) ?? state.screens[0];
}

export function contextOf(state: UiState): Context {
  if (state.overlay?.name === 'plan') return planContext(state.overlay.dialog);
  if (state.overlay?.name === 'planning' && state.overlay.ready) return 'plan-ready';
  if (state.overlay) return state.overlay.name;
  const screen = topScreen(state);
  return screen.name === 'fleet' && screen.typing ? 'filter' : screen.name;
}

function planContext({ phase, focus }: PlanDialog): Context {
  if (phase === 'sending') return 'sending';
  if (isWriting(focus)) return 'plan-text';
  return phase === 'outdated' ? 'plan-outdated' : 'plan';
}
