import { type AppSpecDocument, shown } from './appspec-document.ts';
import type { AppSpecProblems } from './appspec-problem.ts';
import { checkResourceAppSpec, hooksOf, propertyOf, type ResourceForm } from './resource-appspec.ts';

/** What a deployment to an ECS service replaces its tasks by (spec 3.11). */
export interface EcsAppSpec {
  readonly taskDefinition: string;
  /** The function that is called at an event. */
  readonly hooks: ReadonlyMap<string, string>;
}

const FORM: ResourceForm = {
  type: 'AWS::ECS::Service',
  required: [['TaskDefinition'], ['LoadBalancerInfo', 'ContainerName'], ['LoadBalancerInfo', 'ContainerPort']],
  events: ['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'],
};

export function checkEcsAppSpec(document: AppSpecDocument): AppSpecProblems {
  return checkResourceAppSpec(document, FORM);
}

/** An AppSpec file in which {@link checkEcsAppSpec} found nothing wrong. */
export function ecsAppSpec(document: AppSpecDocument): EcsAppSpec {
  return {
    taskDefinition: shown(propertyOf(document, ['TaskDefinition'])),
    hooks: hooksOf(document, FORM.events),
  };
}
