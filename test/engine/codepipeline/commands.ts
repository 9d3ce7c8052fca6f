import fc from 'fast-check';
import { AwsError } from '../../../src/engine/aws-error.ts';
import type { PipelineDeclaration } from '../../../src/rules/pipeline-declaration.ts';
import { approval, build, condition, deploy, lambda, pipeline, rule, source, stage, V2 } from './definitions.ts';
import type { Harness } from './harness.ts';

const STAGES = ['Source', 'Test', 'Gate', 'Prod'];

/** A pipeline with something of everything that decides where an execution goes. */
export function everything(executionMode: PipelineDeclaration['executionMode']): PipelineDeclaration {
  const test = stage('Test', build('Unit'), lambda('Lint'), lambda('Report', { runOrder: 2 }));
  const rollsBack = executionMode !== 'PARALLEL';
  return pipeline(
    [
      stage('Source', source()),
      { ...test, beforeEntry: condition('FAIL', rule('Window'), rule('Alarm')), onFailure: { result: 'RETRY' } },
      { ...stage('Gate', approval('Approve')), beforeEntry: condition('SKIP', rule('Needed')) },
      {
        ...stage('Prod', deploy('Ship')),
        onSuccess: condition(rollsBack ? 'ROLLBACK' : 'FAIL', rule('Healthy')),
        ...(rollsBack && { onFailure: condition('ROLLBACK', rule('Bad')) }),
      },
    ],
    { ...V2, executionMode },
  );
}

/** What somebody may do to the pipeline `web`. */
export type Command =
  | { readonly kind: 'start' | 'push' | 'update' }
  | { readonly kind: 'advance'; readonly seconds: number }
  | { readonly kind: 'disable' | 'enable'; readonly stageName: string; readonly transitionType: string }
  | { readonly kind: 'answer'; readonly status: string }
  | { readonly kind: 'stop'; readonly which: number; readonly abandon: boolean }
  | { readonly kind: 'retry'; readonly which: number; readonly stageName: string; readonly retryMode: string }
  | { readonly kind: 'rollBack'; readonly which: number; readonly stageName: string }
  | { readonly kind: 'override'; readonly which: number; readonly stageName: string; readonly conditionType: string }
  | {
      readonly kind: 'misbehave';
      readonly stageName: string;
      readonly what: object;
      readonly outcome: 'fail' | 'hang';
    };

const stageName = fc.constantFrom(...STAGES);
const which = fc.nat(6);

function kind<K extends Command['kind']>(...kinds: K[]) {
  return fc.constantFrom(...kinds);
}

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: kind('advance'), seconds: fc.constantFrom(0.5, 1, 5, 20, 5000) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('start', 'push') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('update') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('disable', 'enable'),
      stageName,
      transitionType: fc.constantFrom('Inbound', 'Outbound'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('answer'), status: fc.constantFrom('Approved', 'Rejected') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('stop'), which, abandon: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('retry'),
      which,
      stageName,
      retryMode: fc.constantFrom('FAILED_ACTIONS', 'ALL_ACTIONS'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('rollBack'), which, stageName }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('override'),
      which,
      stageName,
      conditionType: fc.constantFrom('BEFORE_ENTRY', 'ON_SUCCESS'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('misbehave'),
      stageName,
      // What of the stage: anything, an action or a rule.
      what: fc.constantFrom({}, { action: '*' }, { rule: '*' }),
      outcome: fc.constantFrom('fail' as const, 'hang' as const),
    }),
  },
);

/** Whether a command was taken; one that AWS would refuse at this moment is refused, and any other exception is a mistake. */
export function obey(engine: Harness, chosen: Command): boolean {
  try {
    perform(engine, chosen);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

function perform(engine: Harness, chosen: Command): void {
  switch (chosen.kind) {
    case 'start':
      engine.start();
      break;
    case 'push':
      engine.service.sourceChange({ pipeline: 'web', action: 'Checkout' });
      break;
    case 'update':
      engine.call('UpdatePipeline', { pipeline: toggled(engine) });
      break;
    case 'advance':
      engine.advance(chosen.seconds);
      break;
    case 'disable':
      engine.disable(chosen.stageName, chosen.transitionType);
      break;
    case 'enable':
      engine.enable(chosen.stageName, chosen.transitionType);
      break;
    case 'answer':
      answer(engine, chosen.status);
      break;
    case 'stop':
      engine.stop(nth(engine, chosen.which), { abandon: chosen.abandon });
      break;
    case 'retry':
      engine.retry(chosen.stageName, nth(engine, chosen.which), chosen.retryMode);
      break;
    case 'rollBack':
      engine.rollBack(chosen.stageName, nth(engine, chosen.which));
      break;
    case 'override':
      engine.override(chosen.stageName, nth(engine, chosen.which), chosen.conditionType);
      break;
    case 'misbehave':
      engine.behave({ match: { stage: chosen.stageName, ...chosen.what }, outcome: chosen.outcome, times: 1 });
  }
}

/** Answers an open request, as ListActionExecutions tells it in every mode. */
function answer(engine: Harness, status: string): void {
  const { actionExecutionDetails } = engine.raw('ListActionExecutions', { pipelineName: 'web', maxResults: 20 });
  const open = actionExecutionDetails.find(
    (run: { actionName: string; status: string }) => run.actionName === 'Approve' && run.status === 'InProgress',
  );
  if (!open) return;
  const token = open.output.executionResult.externalExecutionId;
  const place = { pipelineName: 'web', stageName: 'Gate', actionName: 'Approve' };
  engine.call('PutApprovalResult', { ...place, token, result: { status, summary: '' } });
}

/** The definition with another configuration in its last stage: a change of the stages. */
function toggled(engine: Harness) {
  const { pipeline: current } = structuredClone(engine.raw('GetPipeline', { name: 'web' }));
  const { configuration } = current.stages[3].actions[0];
  configuration.EnvironmentName = configuration.EnvironmentName === 'prod' ? 'live' : 'prod';
  return current;
}

function nth(engine: Harness, index: number): string {
  const { pipelineExecutionSummaries: newest } = engine.raw('ListPipelineExecutions', {
    pipelineName: 'web',
    maxResults: 8,
  });
  return newest[index % newest.length].pipelineExecutionId;
}
