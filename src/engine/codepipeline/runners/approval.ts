import type { ActionRun } from '../executions/execution.ts';
import { consoleHost } from '../views/pages.ts';
import type { StartingAction } from './runner.ts';
import { scriptedFailure } from './scripted.ts';

/**
 * A manual approval: opens a request with a token and waits for a person until its timeout (spec 2.6).
 * A behaviour rule that says succeed or fail answers in the person's place.
 */
export function runApproval(starting: StartingAction): void {
  const { run, context, configuration, rule } = starting;
  run.token = context.world.random.uuid();
  const topic = configuration.NotificationArn;
  if (topic) context.events.approvalRequested(run, topic, notification(starting));
  if (rule?.outcome === 'succeed') {
    starting.endAfter(rule.durationSeconds ?? 0, () => starting.succeed({ summary: rule.summary }));
  } else if (rule?.outcome === 'fail') {
    starting.endAfter(rule.durationSeconds ?? 0, () => starting.fail(scriptedFailure(starting)));
  } else {
    starting.awaitEnd();
  }
}

/** The message to the topic (spec 2.6). */
function notification({ run, configuration, deadline }: StartingAction): Record<string, unknown> {
  const { pipeline } = run.stageRun.execution;
  const link = pipelineLink(run);
  return {
    region: pipeline.region,
    consoleLink: link,
    approval: {
      pipelineName: pipeline.name,
      stageName: run.stageRun.stage.name,
      actionName: run.action.name,
      token: run.token,
      expires: `${new Date(deadline).toISOString().slice(0, 16)}Z`,
      externalEntityLink: configuration.ExternalEntityLink ?? null,
      approvalReviewLink: `${link}/${run.stageRun.stage.name}/${run.action.name}/approve/${run.token}`,
      customData: configuration.CustomData ?? null,
    },
  };
}

function pipelineLink(run: ActionRun): string {
  const { pipeline } = run.stageRun.execution;
  return `${consoleHost(pipeline.region)}/codesuite/codepipeline/pipelines/${pipeline.name}/view#`;
}
