import { commandOf } from '../../operations/command-line.ts';
import type { Plan, PlanFact } from '../../operations/plan.ts';
import type { Protection } from '../../policy/protection.ts';
import { pad, wrap } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';

/** How many `aws` commands are shown of a plan that needs many. */
const MOST_COMMANDS = 4;

/** A plan for a person: its title, its facts in two columns, and the same as commands that can be copied. */
export function planText(plan: Plan, text: string | undefined, protection: Protection, sheet: Sheet): string[] {
  const facts = [...plan.facts, ...protectedFacts(plan, protection)].map(({ label, text: said }) => ({
    label,
    text: sheet.plain(said),
  }));
  const labels = Math.max('Same as'.length, ...facts.map(({ label }) => width(label)));
  const line = (label: string, said: string) => `  ${sheet.paint(pad(label, labels), 'muted')}  ${said}`;
  return [
    sheet.paint(plan.title, plan.dangerous ? 'danger' : 'accent'),
    ...facts.flatMap((fact) => {
      const parts = wrap(fact.text, Math.max(20, sheet.columns - labels - 4));
      return parts.map((part, index) => line(index === 0 ? fact.label : '', part));
    }),
    // Commands stay on one line: a terminal may break them, but a copy of them must run.
    line('Same as', escapeUnsafe(commandOf(plan, protection, { text }))),
    ...awsLines(plan.awsCommand(text)).map((said) => line('', said)),
  ];
}

/** A document has all of them. */
function awsLines(command: string | undefined): string[] {
  const lines = command?.split('\n').map(escapeUnsafe) ?? [];
  if (lines.length <= MOST_COMMANDS) return lines;
  const others = lines.length - MOST_COMMANDS;
  return [...lines.slice(0, MOST_COMMANDS), `and ${others} more such: --dry-run --output json has them all`];
}

function protectedFacts({ subjects }: Plan, protection: Protection): PlanFact[] {
  const names = protection.environmentsOfAll(subjects);
  return names.length === 0 ? [] : [{ label: 'Protected', text: names.join(', ') }];
}
