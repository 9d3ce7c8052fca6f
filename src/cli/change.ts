import { Fault, usage } from '../domain/fault.ts';
import { type OperationResult, type Plan, soleSubject, type TextField } from '../operations/plan.ts';
import type { Protection } from '../policy/protection.ts';
import { askLine, isYes } from './ask.ts';
import type { Invocation, Outcome } from './command.ts';
import { planDocument } from './documents/plan-document.ts';
import { resultDocument } from './documents/result-document.ts';
import { sheetFor } from './output/sheet.ts';
import { planText } from './render/plan-text.ts';

/** The text that goes with a change, and the flag that gives it: `-m` for an approval, `--reason` for a transition. */
interface GivenText {
  readonly flag: string;
  readonly value: string | undefined;
}

type After = (result: OperationResult) => Promise<Outcome>;

/**
 * Takes a plan to its result: prints it with `--dry-run`, otherwise completes its text, has it confirmed by a person or by
 * `--yes`, and sends it once. `after` may go on from the result.
 */
export async function carryOut(
  invocation: Invocation,
  plan: Plan,
  given: GivenText = { flag: '--reason', value: undefined },
  after: After = async (result) => resultOutcome(result),
): Promise<Outcome> {
  if (given.value !== undefined) checkText(plan.text, given);
  const { operations } = await invocation.connect();
  if (!invocation.global.dryRun) operations.protection.admit(plan.subjects);
  if (invocation.global.dryRun) return planOutcome(plan, given.value, operations.protection);
  // Where nothing is to be changed nobody is asked.
  if (plan.subjects.length === 0) return await after(await plan.run(given.value));
  const text = given.value ?? (await missingText(invocation, plan, given));
  await confirm(invocation, plan, text);
  return await after(await sendOnce(invocation, plan, text));
}

/** Whoever ends the command while the request is under way cannot take it back, and has to know. */
async function sendOnce({ signal, note }: Invocation, plan: Plan, text: string | undefined): Promise<OperationResult> {
  const warn = () => note(`${plan.title}: the request was under way and may have been carried out`);
  signal.addEventListener('abort', warn, { once: true });
  try {
    return await plan.run(text);
  } finally {
    signal.removeEventListener('abort', warn);
  }
}

function planOutcome(plan: Plan, text: string | undefined, protection: Protection): Outcome {
  return {
    noun: 'plan',
    value: planDocument(plan, text, protection),
    text: (sheet) => planText(plan, text, protection, sheet),
  };
}

export function resultOutcome(result: OperationResult): Outcome {
  const problems = (result.changes ?? []).flatMap(({ subject: { place, pipeline }, fault }) =>
    fault ? [fault.at({ account: place.account, region: place.region, pipeline: pipeline?.name })] : [],
  );
  return { value: resultDocument(result), text: () => [result.message], problems };
}

function checkText(field: TextField | undefined, { flag, value = '' }: GivenText): void {
  if (!field) throw usage(`${flag} has no meaning here`);
  if (field.required && value.trim() === '') throw usage(`${flag} is empty`);
  const why = value.length > field.max ? `is longer than ${field.max} characters` : field.check(value);
  if (why !== undefined) throw usage(`${flag}: ${why}`);
}

/** A text that must be given and was not: asked for until it is one that the service takes. */
async function missingText(invocation: Invocation, plan: Plan, given: GivenText): Promise<string | undefined> {
  const field = plan.text;
  if (!field?.required) return undefined;
  if (!mayAsk(invocation)) throw nobodyToAsk([given.flag, ...(invocation.global.yes ? [] : ['--yes'])]);
  for (;;) {
    const value = await askLine(invocation.host, `${field.label}:`, invocation.signal);
    if (value === undefined) throw declined(plan.title);
    try {
      checkText(field, { ...given, value });
      return value;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      invocation.note(error.message);
    }
  }
}

/** The plan goes to stderr, since stdout carries the result alone. */
async function confirm(invocation: Invocation, plan: Plan, text: string | undefined): Promise<void> {
  if (invocation.global.yes) return;
  if (!mayAsk(invocation)) throw nobodyToAsk(['--yes']);
  const { host, global } = invocation;
  const { settings, operations } = await invocation.connect();
  const sheet = sheetFor({ out: host.err as typeof host.out, env: host.env }, global, settings);
  for (const line of planText(plan, text, operations.protection, sheet)) host.err.write(`${line}\n`);
  if (!isYes(await askLine(host, `${question(plan)} [y/N]`, invocation.signal))) throw declined(plan.title);
}

/** `Approve 77b0e1d in storefront?`; where the words of the button name nothing, the whole title. */
function question(plan: Plan): string {
  const { pipeline } = soleSubject(plan);
  return plan.confirm.includes(' ') && pipeline ? `${plan.confirm} in ${pipeline.name}?` : `${plan.title}?`;
}

/** Whether there is a person to ask. */
export function mayAsk({ host, global }: Invocation): boolean {
  return host.in.isTTY === true && !global.noInput;
}

/** An answer is needed that these flags would give. */
export function nobodyToAsk(flags: readonly string[]): Fault {
  const message = `an answer is needed and nobody can be asked: give ${flags.join(' and ')}`;
  return new Fault({ kind: 'person-needed', code: 'InputNeeded', message });
}

export function declined(title: string): Fault {
  return new Fault({ kind: 'refused-here', code: 'Declined', message: `declined: ${title}; nothing was sent` });
}
