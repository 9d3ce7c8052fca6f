import { declared } from '../domain/declaration.ts';
import { definitionDifference } from '../domain/definition-difference.ts';
import type { Deployment } from '../domain/deployment.ts';
import { deploymentOfAction } from '../domain/deployment-of-action.ts';
import type { ActionExecution } from '../domain/execution.ts';
import type { ExplanationFacts } from '../domain/explanation.ts';
import type { PipelineId } from '../domain/identity.ts';
import { isParallel, type PipelineView, runningExecutions } from '../domain/pipeline-view.ts';
import { notRetryable } from '../domain/retryable.ts';
import { deployment } from './deployment-needs.ts';
import type { Live } from './live.ts';
import { actionExecutions, definitionVersion, executionDetail } from './needs.ts';

/** Asks for what a view does not tell of why its pipeline stands as it does. Throws Fault; a deployment that is not told is none. */
export async function readExplanationFacts(live: Live, id: PipelineId, view: PipelineView): Promise<ExplanationFacts> {
  const runs = new Map<string, readonly ActionExecution[]>();
  if (isParallel(view)) {
    const running = runningExecutions(view);
    const found = await Promise.all(running.map((execution) => live.read(actionExecutions(id, execution.id))));
    for (const [index, execution] of running.entries()) runs.set(execution.id, found[index] ?? []);
  }
  const [deployments, refusals] = await Promise.all([
    deploymentsOf(live, view, runs),
    isParallel(view) ? new Map<string, string>() : retryRefusals(live, id, view),
  ]);
  return { now: live.clock(id).now(), deployments, notRetryable: refusals, runs };
}

/** The deployments behind the actions that run, asked for in the action's own region where somebody is connected to it. */
async function deploymentsOf(live: Live, view: PipelineView, runs: ExplanationFacts['runs']) {
  const { state, definition } = view;
  const actions = isParallel(view)
    ? [...runs].flatMap(([executionId, of]) =>
        of.map((run) => ({ ...run, name: run.action, key: `${executionId}/${run.stage}/${run.action}` })),
      )
    : (state?.stages ?? []).flatMap(({ name: stage, actions }) =>
        actions.map((action) => ({ ...action, stage, key: `${stage}/${action.name}` })),
      );
  const found = new Map<string, Deployment>();
  await Promise.all(
    actions.map(async ({ key, stage, name, status, externalId }) => {
      const declaredActions = definition?.stages.find((candidate) => candidate.name === stage)?.actions;
      const declaration = declaredActions?.find((candidate) => candidate.name === name);
      if (status !== 'InProgress' || !state) return;
      const ref = deploymentOfAction(state.id, { externalId }, declaration);
      if (!ref || !live.isConnected(ref.place)) return;
      const value = await live.read(deployment(ref)).catch(() => undefined);
      if (value) found.set(key, value);
    }),
  );
  return found;
}

/** AWS retries no execution that began before the stages were changed (spec 2.7). */
async function retryRefusals(live: Live, id: PipelineId, view: PipelineView): Promise<ReadonlyMap<string, string>> {
  const { state, definition } = view;
  const refusals = new Map<string, string>();
  const failed = (state?.stages ?? []).filter((stage) => notRetryable(stage) === undefined);
  await Promise.all(
    failed.map(async ({ name, latest }) => {
      const { version } = await live.read(executionDetail(id, latest?.executionId ?? ''));
      if (!definition || version === undefined || version >= definition.version) return;
      const older = await live.read(definitionVersion(id, { version, createdAt: state?.createdAt }));
      const changes = definitionDifference(declared(older).pipeline, declared(definition).pipeline);
      if (changes.some(({ path }) => /^(stage |order of stages)/.test(path))) {
        refusals.set(name, `the stages were changed since it began (version ${version}, now ${definition.version})`);
      }
    }),
  );
  return refusals;
}
