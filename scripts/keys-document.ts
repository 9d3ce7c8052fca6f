import { bindingsIn } from '../src/console/keymap.ts';
import { keyText } from '../src/console/keys.ts';
import type { Context } from '../src/console/state/ui-state.ts';

const SECTIONS: readonly (readonly [Context, string])[] = [
  ['fleet', 'All pipelines'],
  ['filter', 'While a filter is typed'],
  ['pipeline', 'A pipeline'],
  ['details', 'The details of a stage, an action, a transition or a waiting execution'],
  ['log', 'The log of an action'],
  ['approvals', 'Approvals'],
  ['menu', 'The menu of actions'],
  ['plan', 'A plan, before it is confirmed'],
  ['plan-text', 'The comment or reason of a plan, while it is typed'],
  ['plan-outdated', 'A plan that is out of date'],
  ['palette', 'The command palette'],
  ['help', 'The help'],
];

/** The keys of every screen as a document, made from the keymap. */
export function keysDocument(): string {
  const sections = SECTIONS.map(([context, title]) => `## ${title}\n\n${table(context)}`);
  return [
    '# Keys',
    'Made from the keymap by `node scripts/keys-doc.ts`; do not edit by hand.',
    'Nothing is changed by a single key: what plans a change shows what it would do, and asks with the cursor on Cancel.',
    ...sections,
  ]
    .join('\n\n')
    .concat('\n');
}

function table(context: Context): string {
  const rows = bindingsIn(context).map(({ keys, help, effect }) => {
    const named = keys.map((key) => `\`${keyText(key)}\``).join(' ');
    const note = effect === 'plan' ? '; asks first' : '';
    return `| ${named} | ${help}${note} |`;
  });
  return ['| Keys | What they do |', '| --- | --- |', ...rows].join('\n');
}
