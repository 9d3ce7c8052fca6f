import type { Context } from './state/ui-state.ts';

export type CommandId =
  | 'move-down'
  | 'move-up'
  | 'page-down'
  | 'page-up'
  | 'top'
  | 'bottom'
  | 'open'
  | 'back'
  | 'log'
  | 'actions'
  | 'transition'
  | 'approvals'
  | 'filter'
  | 'keep-filter'
  | 'clear-filter'
  | 'palette'
  | 'help'
  | 'refresh'
  | 'repaint'
  | 'quit'
  | 'interrupt'
  | 'follow'
  | 'wrap'
  | 'times'
  | 'close'
  | 'choose'
  | 'complete'
  | 'focus-next'
  | 'focus-previous'
  | 'focus-text'
  | 'press'
  | 'confirm'
  | 'look-again'
  | 'lock';

/** A key binding as data: help, footer, palette and the documentation are made of it. */
export interface Binding {
  readonly id: CommandId;
  readonly keys: readonly string[];
  readonly where: readonly Context[];
  /** One or two words for the footer. */
  readonly label: string;
  /** A sentence without a full stop for the help. */
  readonly help: string;
  /** Shown in the footer, the lower the further left; at its right edge from 90 on. */
  readonly footer?: number;
  /** `plan`: leads to a dialog that says what would happen. `change`: sends it; only ever in such a dialog. */
  readonly effect?: 'plan' | 'change';
  /** The command that is told on the same line of the help: the contrary, or the like. */
  readonly twin?: CommandId;
  /** Offered in the palette under this name. */
  readonly palette?: string;
}

const LISTS: readonly Context[] = ['fleet', 'approvals', 'pipeline'];
const TEXTS: readonly Context[] = ['details', 'log', 'help'];
const SCREENS: readonly Context[] = ['fleet', 'approvals', 'pipeline', 'details', 'log'];
const PLANS: readonly Context[] = ['plan', 'plan-text', 'plan-outdated'];
const ALL: readonly Context[] = [
  ...SCREENS,
  ...PLANS,
  'help',
  'palette',
  'menu',
  'planning',
  'plan-ready',
  'sending',
  'filter',
];

export const KEYMAP: readonly Binding[] = [
  {
    id: 'open',
    keys: ['enter'],
    where: ['fleet', 'approvals'],
    label: 'open',
    help: 'Open the pipeline',
    footer: 10,
  },
  {
    id: 'open',
    keys: ['enter'],
    where: ['pipeline'],
    label: 'details',
    help: 'Open the log or deployment, else the details',
    footer: 10,
  },
  {
    id: 'log',
    keys: ['l'],
    where: ['pipeline', 'details'],
    label: 'log',
    help: 'The log of the action, following it',
    footer: 20,
    palette: 'log',
  },
  {
    id: 'actions',
    keys: ['a'],
    where: [...LISTS, 'details'],
    label: 'actions',
    help: 'Approve, retry, stop, freeze and more',
    footer: 30,
    effect: 'plan',
    palette: 'actions',
  },
  {
    id: 'transition',
    keys: ['t'],
    where: ['pipeline', 'details'],
    label: 'transition',
    help: 'Close or open a transition',
    footer: 40,
    effect: 'plan',
    palette: 'transition',
  },
  {
    id: 'approvals',
    keys: ['A'],
    where: ['fleet', 'pipeline', 'details', 'log'],
    label: 'approvals',
    help: 'All that waits for a person, everywhere',
    footer: 50,
    palette: 'approvals',
  },
  {
    id: 'follow',
    keys: ['space', 'f'],
    where: ['log'],
    label: 'pause',
    help: 'Stop following the log, or follow it again',
    footer: 10,
    palette: 'follow log',
  },
  { id: 'wrap', keys: ['w'], where: ['log'], label: 'wrap', help: 'Wrap long lines, or cut them', footer: 20 },
  { id: 'times', keys: ['t'], where: ['log'], label: 'times', help: 'Show or hide the time of each line', footer: 30 },
  {
    id: 'filter',
    keys: ['/'],
    where: ['fleet'],
    label: 'filter',
    help: 'Only the pipelines whose name matches',
    footer: 60,
    palette: 'filter',
  },
  {
    id: 'move-down',
    keys: ['j', 'down'],
    where: [...LISTS, ...TEXTS],
    label: 'down',
    help: 'Down, up',
    twin: 'move-up',
  },
  { id: 'move-up', keys: ['k', 'up'], where: [...LISTS, ...TEXTS], label: 'up', help: 'Up' },
  {
    id: 'page-down',
    keys: ['pgdn', 'ctrl-f'],
    where: [...LISTS, ...TEXTS],
    label: 'page',
    help: 'A page down, up',
    twin: 'page-up',
  },
  { id: 'page-up', keys: ['pgup', 'ctrl-b'], where: [...LISTS, ...TEXTS], label: 'page', help: 'A page up' },
  {
    id: 'top',
    keys: ['g', 'home'],
    where: [...LISTS, ...TEXTS],
    label: 'top',
    help: 'To the top, the end',
    twin: 'bottom',
  },
  {
    id: 'bottom',
    keys: ['G', 'end'],
    where: [...LISTS, 'details', 'help'],
    label: 'bottom',
    help: 'To the end',
  },
  { id: 'bottom', keys: ['G', 'end'], where: ['log'], label: 'end', help: 'To the end, and follow it', footer: 15 },
  { id: 'back', keys: ['esc', 'backspace'], where: SCREENS, label: 'back', help: 'Back; first clears a filter' },
  {
    id: 'palette',
    keys: [':'],
    where: SCREENS,
    label: 'command',
    help: 'Run a command or open a pipeline',
    footer: 70,
  },
  { id: 'help', keys: ['?'], where: SCREENS, label: 'help', help: 'Keys and signs', footer: 90, palette: 'help' },
  {
    id: 'refresh',
    keys: ['r', 'ctrl-r'],
    where: SCREENS,
    label: 'refresh',
    help: 'Ask for everything here again, draw it again',
    twin: 'repaint',
    palette: 'refresh',
  },
  {
    id: 'lock',
    keys: ['L'],
    where: SCREENS,
    label: 'lock',
    help: 'Lock protected environments again',
    palette: 'lock',
  },
  { id: 'repaint', keys: ['ctrl-l'], where: ALL, label: 'repaint', help: 'Draw the whole screen again' },
  {
    id: 'quit',
    keys: ['q'],
    where: [...SCREENS, 'help', 'menu', 'planning', 'plan-ready', 'plan', 'plan-outdated'],
    label: 'quit',
    help: 'Quit; what runs in AWS goes on',
    footer: 99,
    palette: 'quit',
  },
  { id: 'interrupt', keys: ['ctrl-c'], where: ALL, label: 'quit', help: 'Close a dialog or clear an input, else quit' },

  { id: 'close', keys: ['esc', '?', 'backspace'], where: ['help'], label: 'close', help: 'Close the help', footer: 10 },

  { id: 'keep-filter', keys: ['enter'], where: ['filter'], label: 'keep', help: 'Keep the filter', footer: 10 },
  { id: 'clear-filter', keys: ['esc'], where: ['filter'], label: 'clear', help: 'Clear the filter', footer: 20 },
  {
    id: 'move-down',
    keys: ['down', 'ctrl-n'],
    where: ['filter', 'palette'],
    label: 'down',
    help: 'Down, up',
    twin: 'move-up',
  },
  { id: 'move-up', keys: ['up', 'ctrl-p'], where: ['filter', 'palette'], label: 'up', help: 'Up' },

  { id: 'choose', keys: ['enter'], where: ['palette'], label: 'run', help: 'Run what is marked', footer: 10 },
  { id: 'complete', keys: ['tab'], where: ['palette'], label: 'complete', help: 'Complete the name', footer: 20 },
  { id: 'close', keys: ['esc'], where: ['palette'], label: 'close', help: 'Close', footer: 30 },

  {
    id: 'choose',
    keys: ['enter'],
    where: ['menu'],
    label: 'plan it',
    help: 'Show what it would do, and ask',
    footer: 10,
    effect: 'plan',
  },
  {
    id: 'choose',
    keys: ['enter'],
    where: ['plan-ready'],
    label: 'look at it',
    help: 'Show the plan that came late',
    footer: 10,
    effect: 'plan',
  },
  { id: 'move-down', keys: ['j', 'down', 'tab'], where: ['menu'], label: 'down', help: 'Down, up', twin: 'move-up' },
  { id: 'move-up', keys: ['k', 'up', 'shift-tab'], where: ['menu'], label: 'up', help: 'Up' },
  { id: 'top', keys: ['g', 'home'], where: ['menu'], label: 'top', help: 'To the top, the end', twin: 'bottom' },
  { id: 'bottom', keys: ['G', 'end'], where: ['menu'], label: 'bottom', help: 'To the end' },
  {
    id: 'close',
    keys: ['esc', 'backspace'],
    where: ['menu', 'planning', 'plan-ready'],
    label: 'close',
    help: 'Close',
    footer: 20,
  },

  { id: 'confirm', keys: ['y'], where: ['plan'], label: 'do it', help: 'Do it', effect: 'change', footer: 10 },
  {
    id: 'press',
    keys: ['enter'],
    where: ['plan'],
    label: 'press',
    help: 'Press the button that has the focus',
    effect: 'change',
    footer: 30,
  },
  { id: 'press', keys: ['enter'], where: ['plan-outdated'], label: 'close', help: 'Close; nothing was sent' },
  {
    id: 'focus-next',
    keys: ['enter', 'tab', 'down'],
    where: ['plan-text'],
    label: 'go on',
    help: 'On to the buttons',
    footer: 10,
  },
  {
    id: 'focus-next',
    keys: ['tab', 'down', 'right'],
    where: ['plan'],
    label: 'next',
    help: 'Focus the next field or button',
    footer: 40,
    twin: 'focus-previous',
  },
  {
    id: 'focus-previous',
    keys: ['shift-tab', 'up', 'left'],
    where: ['plan'],
    label: 'previous',
    help: 'Focus the previous field or button',
  },
  {
    id: 'focus-previous',
    keys: ['shift-tab', 'up'],
    where: ['plan-text'],
    label: 'previous',
    help: 'To the last button',
  },
  {
    id: 'page-down',
    keys: ['pgdn'],
    where: PLANS,
    label: 'more',
    help: 'More of the plan where it has no room',
    twin: 'page-up',
  },
  { id: 'page-up', keys: ['pgup'], where: PLANS, label: 'page', help: 'Back to its beginning' },
  { id: 'focus-text', keys: ['i'], where: ['plan'], label: 'write', help: 'Write the text', footer: 50 },
  {
    id: 'look-again',
    keys: ['r'],
    where: ['plan-outdated'],
    label: 'look again',
    help: 'Plan it again from what is there now',
    footer: 10,
    effect: 'plan',
  },
  {
    id: 'close',
    keys: ['esc', 'n'],
    where: ['plan', 'plan-outdated'],
    label: 'cancel',
    help: 'Cancel; nothing is sent',
    footer: 20,
  },
  { id: 'close', keys: ['esc'], where: ['plan-text'], label: 'cancel', help: 'Cancel; nothing is sent', footer: 20 },
];

/** The binding of a key where it was pressed. */
export function bindingOf(context: Context, key: string): Binding | undefined {
  return KEYMAP.find((binding) => binding.where.includes(context) && binding.keys.includes(key));
}

/** Everything that can be pressed somewhere, in the order of the table. */
export function bindingsIn(context: Context): readonly Binding[] {
  return KEYMAP.filter((binding) => binding.where.includes(context));
}
