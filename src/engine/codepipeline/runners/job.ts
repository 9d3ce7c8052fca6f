import type { ActionType } from '../../../rules/action-types.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import { storeOutputArtifacts } from '../executions/artifacts.ts';
import type { Job } from '../jobs/job.ts';
import type { ActionResult, StartingAction } from './runner.ts';

/**
 * Whether somebody outside does the work of an action: a worker does unless a behaviour rule answers in its
 * place, and with the outcome `external` whoever is told to, save of an approval, which is a person's (spec 2.12).
 */
export function needsJob({ category, executor }: ActionType, rule: BehaviorRule | undefined): boolean {
  if (executor === 'JobWorker') return rule?.outcome === undefined || rule.outcome === 'external';
  return rule?.outcome === 'external' && category !== 'Approval';
}

/** An action whose work is done outside: it waits for the job's result, where its executor may not be silent for long (spec 2.3, 2.12). */
export function runJob(starting: StartingAction, job: Job): void {
  const { context, run } = starting;
  const { silenceMinutes } = run.action.type;
  // Whoever works on it must know where to put what it makes.
  storeOutputArtifacts(run.stageRun.execution, run.action, context.world.random);
  job.awaitWord = () => {
    context.world.clock.cancel(run.timer);
    if (silenceMinutes === undefined) starting.awaitEnd();
    else starting.endAfter(silenceMinutes * 60, () => starting.fail(silent(starting)));
  };
  job.awaitWord();
  context.jobs.offer(job);
}

/** As the service blames a function [R]; the code is [D]. */
function silent({ run, configuration }: StartingAction): ActionResult {
  const executor =
    run.action.type.executor === 'Lambda'
      ? `AWS Lambda function ${configuration.FunctionName ?? run.action.type.provider}`
      : `job worker of ${run.action.type.provider}`;
  const message = `The ${executor} failed to return a result. Check that it has permission to call the PutJobSuccessResult action and that it made a call to PutJobSuccessResult.`;
  return { summary: message, error: { code: 'JobFailed', message } };
}
