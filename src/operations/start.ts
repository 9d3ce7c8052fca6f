import { startPipelineExecution } from '../aws/codepipeline.ts';
import { exactlyNamed } from '../domain/exact-name.ts';
import { type Execution, type Executions, shortExecution } from '../domain/execution.ts';
import { usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { ActionDeclaration, PipelineDefinition, PipelineState } from '../domain/pipeline.ts';
import { inPipeline } from '../domain/subject.ts';
import { executions } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { carriedShort, closedText, whereText } from './wording.ts';

// AWS tells its time in whole seconds.
const CLOCK_STEP_MS = 2000;

export interface StartRequest {
  pipeline: PipelineId;
  variables?: Readonly<Record<string, string>>;
  /** A value by source action; for S3 a version id, or a key as `key:VALUE`. */
  revisions?: readonly { action: string; value: string }[];
}

interface RevisionOverride {
  action: string;
  type: string;
  value: string;
}

const REVISION_TYPES: Readonly<Record<string, string>> = {
  CodeCommit: 'COMMIT_ID',
  CodeStarSourceConnection: 'COMMIT_ID',
  GitHub: 'COMMIT_ID',
  ECR: 'IMAGE_DIGEST',
  S3: 'S3_OBJECT_VERSION_ID',
};

/** Plans a release: a new execution of a pipeline. Throws Fault `usage` for unknown variables, `not-found` for an unknown source action. */
export async function planStart(deps: OperationDeps, request: StartRequest): Promise<Plan> {
  const { live } = deps;
  const { pipeline } = request;
  const view = await readPipelineView(live, pipeline, { definition: true });
  const definition = view.definition as PipelineDefinition;
  const state = view.state as PipelineState;
  const variables = variablesOf(definition, request.variables ?? {});
  const revisions = (request.revisions ?? []).map((wanted) => overrideOf(definition, wanted));
  // Made with the plan, so that the same intent carries the same token however often it is sent.
  const clientRequestToken = deps.newToken();
  return {
    operation: 'start',
    title: `Start ${pipeline.name}`,
    subjects: [inPipeline(pipeline)],
    facts: [
      ...sourceFacts(definition, revisions),
      ...variables.map(({ name, value }) => ({ label: 'Variable', text: `${name} = ${value}` })),
      { label: 'Then', text: startedThen(deps, state, (executionId) => carriedShort(view, executionId)) },
      { label: 'Where', text: whereText(live, pipeline) },
    ],
    confirm: 'Start',
    dangerous: false,
    command: () =>
      signalboxLine(live, pipeline, [
        'start',
        pipeline.name,
        ...variables.flatMap(({ name, value }) => ['--variable', `${name}=${value}`]),
        ...(request.revisions ?? []).flatMap(({ action, value }) => ['--revision', `${action}=${value}`]),
      ]),
    awsCommand: () =>
      awsLine(live, pipeline, [
        'start-pipeline-execution',
        '--name',
        pipeline.name,
        ...(variables.length > 0
          ? ['--variables', ...variables.map(({ name, value }) => `name=${name},value=${value}`)]
          : []),
        ...(revisions.length > 0
          ? [
              '--source-revisions',
              ...revisions.map((one) => `actionName=${one.action},revisionType=${one.type},revisionValue=${one.value}`),
            ]
          : []),
      ]),
    run: async () => {
      const sentAt = live.clock(pipeline).now();
      const sent = await sendOnce(deps, {
        operation: 'start',
        request: 'codepipeline:StartPipelineExecution',
        subject: inPipeline(pipeline),
        send: () =>
          startPipelineExecution(live.session(pipeline), pipeline, { variables, revisions, clientRequestToken }),
        lookAgain: () => startAftermath(deps, view.executions as Executions, sentAt),
      });
      return {
        operation: 'start',
        status: 'InProgress',
        subjects: [inPipeline(pipeline, { executionId: sent.executionId })],
        requestId: sent.requestId,
        message: `Started ${pipeline.name}: execution ${shortExecution(sent.executionId ?? '')}`,
      };
    },
  };
}

/** One that somebody else began at the same moment is not ours. */
async function startAftermath(
  { live }: OperationDeps,
  planned: Executions,
  sentAt: number | undefined,
): Promise<Aftermath> {
  const known = new Set(planned.items.map(({ id }) => id));
  // Between the plan and the request somebody may have thought about it.
  const isSince = ({ startedAt }: Execution) =>
    sentAt === undefined || startedAt === undefined || startedAt > sentAt - CLOCK_STEP_MS;
  const after = await live.read(executions(planned.pipeline));
  const begun = after.items.filter(
    (one) => !known.has(one.id) && one.trigger?.type === 'StartPipelineExecution' && isSince(one),
  );
  if (begun.length === 0) return { made: false, now: 'no execution has begun that somebody started' };
  const { principal } = live.site(planned.pipeline);
  const ours = begun.some(({ trigger }) => trigger?.detail === principal);
  return {
    made: ours ? true : undefined,
    now: `${begun.map(({ id }) => shortExecution(id)).join(', ')} has begun since`,
  };
}

function variablesOf(definition: PipelineDefinition, given: Readonly<Record<string, string>>) {
  const declared = definition.variables.map((variable) => variable.name);
  for (const [name, value] of Object.entries(given)) {
    if (!declared.includes(name)) {
      const known = declared.length === 0 ? 'it declares none' : `it declares ${declared.join(', ')}`;
      throw usage(`${definition.id.name} has no variable ${name}: ${known}`);
    }
    if (value === '' || value.length > 1000) throw usage(`variable ${name} takes 1 to 1000 characters`);
  }
  const missing = definition.variables.find(({ name, defaultValue }) => defaultValue === undefined && !(name in given));
  if (missing) throw usage(`variable ${missing.name} has no default: give --variable ${missing.name}=VALUE`);
  return Object.entries(given).map(([name, value]) => ({ name, value }));
}

function sourceActions(definition: PipelineDefinition): readonly ActionDeclaration[] {
  return definition.stages.flatMap((stage) => stage.actions.filter((action) => action.category === 'Source'));
}

/** The revision type follows the source's provider (cli: start --revision). */
function overrideOf(definition: PipelineDefinition, wanted: { action: string; value: string }): RevisionOverride {
  const of = { code: 'ActionNotFoundException', kind: 'source action', of: definition.id.name };
  const source = exactlyNamed(wanted.action, sourceActions(definition), of);
  const key =
    source.provider === 'S3' && wanted.value.startsWith('key:') ? wanted.value.slice('key:'.length) : undefined;
  const type = key === undefined ? REVISION_TYPES[source.provider] : 'S3_OBJECT_KEY';
  if (!type) throw usage(`a ${source.provider} source takes no revision (${wanted.action})`);
  const refusal = refusalOf(source, type, wanted.value);
  if (refusal) throw usage(refusal);
  return { action: wanted.action, type, value: key ?? wanted.value };
}

/** Why AWS would not take such a revision, or could not find it. */
function refusalOf({ name, configuration }: ActionDeclaration, type: string, value: string): string | undefined {
  if (type === 'IMAGE_DIGEST' && !/^sha256:[0-9a-f]{64}$/.test(value)) {
    return `${name} takes the digest of an image, sha256: and 64 digits, not '${value}'`;
  }
  if (type === 'S3_OBJECT_KEY' && configuration.AllowOverrideForS3ObjectKey !== 'true') {
    return `${name} takes no other key: its AllowOverrideForS3ObjectKey is not true`;
  }
  return undefined;
}

function sourceFacts(definition: PipelineDefinition, revisions: readonly RevisionOverride[]): PlanFact[] {
  return sourceActions(definition).map((action) => {
    const fixed = revisions.find((revision) => revision.action === action.name);
    const { configuration: config } = action;
    const from = config.FullRepositoryId ?? config.RepositoryName ?? config.Repo ?? config.S3Bucket ?? action.provider;
    const branch = config.BranchName ?? config.Branch ?? config.ImageTag ?? config.S3ObjectKey;
    const newest = `the newest of ${[from, branch].filter(Boolean).join(' ')}`;
    return { label: action.name, text: fixed ? `${fixed.value} of ${from}` : newest };
  });
}

function startedThen(deps: OperationDeps, state: PipelineState, short: (executionId: string) => string): string {
  const [first, ...others] = state.stages;
  if (!first) return '';
  const busy = first.latest?.status === 'InProgress' || first.latest?.status === 'Stopping';
  const closed = others.find((stage) => !stage.transition.enabled);
  const begins = !first.transition.enabled
    ? `${first.name} is ${closedText(deps.live, state.id, first.transition)}: it waits there`
    : busy
      ? `it waits until ${short(first.latest?.executionId ?? '')} has left ${first.name}`
      : `it enters ${first.name} at once`;
  return closed
    ? `${begins}; it stops before ${closed.name}, ${closedText(deps.live, state.id, closed.transition)}`
    : begins;
}
