import { createPipeline, updatePipeline } from '../aws/codepipeline.ts';
import { lineText } from '../aws/sanitize.ts';
import { declared } from '../domain/declaration.ts';
import { type Change, definitionDifference } from '../domain/definition-difference.ts';
import { Exact } from '../domain/exact.ts';
import { isOver } from '../domain/execution.ts';
import { Fault, stale, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineDefinition } from '../domain/pipeline.ts';
import { inPipeline } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { definition, executions } from '../live/needs.ts';
import { findActionType } from '../rules/action-types.ts';
import type { PipelineDeclaration } from '../rules/pipeline-declaration.ts';
import { findUnknownSecret } from '../rules/secrets.ts';
import { cutEnd } from '../text/cut.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import type { OperationResult, Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { whereText } from './wording.ts';

export interface ApplyRequest {
  readonly pipeline: PipelineId;
  /** As a file declares it, every rule held against it. */
  readonly declaration: PipelineDeclaration;
  /** As it was named. */
  readonly file: string;
  /** Whether `aws` would take the file as it is. */
  readonly isPlainJson: boolean;
}

/** A plan and what it would make different: nothing, where the pipeline is as the file says. */
export interface ApplyPlan extends Plan {
  readonly difference: readonly Change[];
}

/** What will be sent, and what stands there before. */
interface Wanted {
  readonly pipeline: PipelineId;
  readonly declaration: PipelineDeclaration;
  readonly present: PipelineDefinition | undefined;
  readonly difference: readonly Change[];
}

/** Plans to make a pipeline, or to put a definition in the place of the one that it has. Throws Fault `usage` for a mask that stands for no secret. */
export async function planApply(deps: OperationDeps, request: ApplyRequest): Promise<ApplyPlan> {
  const { live } = deps;
  const { pipeline, declaration, file, isPlainJson } = request;
  const present = await presentDefinition(live, pipeline);
  const before = present && declared(present).pipeline;
  const unknown = before ? undefined : findUnknownSecret(declaration, findActionType);
  if (unknown) throw usage(`${file}: ${unknown.message}`);
  const difference = before ? definitionDifference(before, declaration) : wholeOf(declaration);
  const wanted = { pipeline, declaration, present, difference };
  const verb = present ? 'update' : 'create';
  const cancelled = present && changesStages(difference) ? await underWay(live, pipeline) : 0;
  return {
    operation: 'apply',
    title: present ? `Update ${pipeline.name} from version ${present.version}` : `Create the pipeline ${pipeline.name}`,
    subjects: [inPipeline(pipeline)],
    facts: [
      ...difference.map(changeFact),
      ...versionFacts(wanted, file),
      { label: 'Then', text: thenText(wanted, cancelled) },
      { label: 'Where', text: whereText(live, pipeline) },
    ],
    difference,
    confirm: present ? 'Update' : 'Create',
    dangerous: cancelled > 0,
    command: () => signalboxLine(live, pipeline, ['apply', file]),
    awsCommand: () =>
      isPlainJson ? awsLine(live, pipeline, [`${verb}-pipeline`, '--pipeline', `file://${file}`]) : undefined,
    run: () => apply(deps, wanted),
  };
}

async function apply(deps: OperationDeps, wanted: Wanted): Promise<OperationResult> {
  const { live } = deps;
  const { pipeline, present } = wanted;
  await confirmUnchanged(live, wanted);
  const session = live.session(pipeline);
  // The service counts versions by itself (spec 2.1).
  const { version: _, ...sentDefinition } = wanted.declaration;
  const document = new Exact(JSON.stringify(sentDefinition));
  const sent = await sendOnce(deps, {
    operation: 'apply',
    request: present ? 'codepipeline:UpdatePipeline' : 'codepipeline:CreatePipeline',
    subject: inPipeline(pipeline),
    send: () => (present ? updatePipeline(session, document) : createPipeline(session, document)),
    lookAgain: () => applyAftermath(live, wanted),
  }).finally(() => live.refresh([definition(pipeline)]));
  const version = sent.version === undefined ? '' : `: version ${sent.version}`;
  return {
    operation: 'apply',
    status: present ? 'Updated' : 'Created',
    subjects: [inPipeline(pipeline)],
    requestId: sent.requestId,
    message: `${present ? 'Updated' : 'Created'} ${pipeline.name}${version}`,
  };
}

/** What became of a plan without a difference: nothing was sent. */
export function unchangedResult({ subjects }: ApplyPlan): OperationResult {
  const name = subjects[0]?.pipeline?.name ?? '';
  const message = `${name} is as the file says: there is no difference, and nothing was sent`;
  return { operation: 'apply', status: 'Unchanged', subjects, message };
}

/** Undefined: there is no such pipeline. */
async function presentDefinition(live: Live, pipeline: PipelineId): Promise<PipelineDefinition | undefined> {
  try {
    return await live.read(definition(pipeline));
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'PipelineNotFoundException') return undefined;
    throw thrown;
  }
}

/** Nobody has made, changed or deleted the pipeline since the difference was shown. */
async function confirmUnchanged(live: Live, { pipeline, present }: Wanted): Promise<void> {
  const now = await presentDefinition(live, pipeline);
  if (now?.version === present?.version && now?.updatedAt === present?.updatedAt) return;
  const what = !now
    ? 'was deleted meanwhile'
    : present
      ? `was changed meanwhile: it is at version ${now.version}, not ${present.version}`
      : `was made meanwhile by somebody else, at version ${now.version}`;
  throw stale('DefinitionChanged', `${pipeline.name} ${what}; nothing was sent: look at the difference again`);
}

async function applyAftermath(live: Live, { pipeline, declaration, present }: Wanted): Promise<Aftermath> {
  const after = await presentDefinition(live, pipeline);
  if (!after) return { made: false, now: `there is no pipeline ${pipeline.name}` };
  const now = `${pipeline.name} is at version ${after.version}`;
  if (after.version === present?.version) return { made: false, now };
  const isAsWanted = definitionDifference(declared(after).pipeline, declaration).length === 0;
  return { made: isAsWanted || undefined, now };
}

/** Of a pipeline that is made, everything is new; each stage is told by itself. */
function wholeOf(declaration: PipelineDeclaration): readonly Change[] {
  const nothing = { name: declaration.name, stages: [] } as unknown as PipelineDeclaration;
  return definitionDifference(nothing, declaration).flatMap(({ path, after }): Change[] =>
    path === 'stages'
      ? (after as { name: string }[]).map((stage) => ({ path: `stage ${stage.name}`, kind: 'added', after: stage }))
      : [{ path, kind: 'added', after }],
  );
}

const VERBS: Readonly<Record<Change['kind'], string>> = { added: 'Add', removed: 'Remove', changed: 'Change' };

function changeFact({ kind, path, before, after }: Change): PlanFact {
  const value = kind === 'changed' ? `${valueText(before)} -> ${valueText(after)}` : valueText(after ?? before);
  return { label: VERBS[kind], text: lineText(`${path}: ${value}`) };
}

/** A whole stage may be large: its document tells all of it. */
const LONGEST_SHOWN = 400;

function valueText(value: unknown): string {
  return cutEnd(inWords(value), LONGEST_SHOWN);
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inInner).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, inner]) => !(Array.isArray(inner) && inner.length === 0))
      .map(([key, inner]) => `${key} ${inInner(inner)}`)
      .join(', ');
  }
  return value === '' ? '""' : String(value);
}

function inInner(value: unknown): string {
  if (typeof value !== 'object' || value === null) return inWords(value);
  return Array.isArray(value) ? `[${inWords(value)}]` : `(${inWords(value)})`;
}

/** The version in a file is no condition for the service, so a file that is older than what is there undoes what came between. */
function versionFacts({ declaration, present }: Wanted, file: string): PlanFact[] {
  const { version } = declaration;
  if (version === undefined || present === undefined || version >= present.version) return [];
  const text = `${file} was made from version ${version}, and ${present.version} is there: what was changed since then is undone where the file does not say it`;
  return [{ label: 'Warning', text }];
}

function thenText({ present, difference }: Wanted, cancelled: number): string {
  if (!present) return 'its first execution starts at once';
  if (difference.length === 0) return 'nothing changes: the pipeline is as the file says';
  const version = `it is version ${present.version + 1}`;
  if (!changesStages(difference)) return `${version}; what is under way goes on`;
  if (cancelled === 0) return `${version}; nothing is under way`;
  return `${version}; what is under way is cancelled: ${cancelled} ${cancelled === 1 ? 'execution' : 'executions'}`;
}

/** Another mode or other stages end what is under way (spec 2.7). */
function changesStages(difference: readonly Change[]): boolean {
  return difference.some(({ path }) => /^(stage |order of stages|executionMode)/.test(path));
}

async function underWay(live: Live, pipeline: PipelineId): Promise<number> {
  const { items } = await live.read(executions(pipeline));
  return items.filter(({ status }) => !isOver(status)).length;
}
