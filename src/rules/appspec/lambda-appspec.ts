import { type AppSpecDocument, shown } from './appspec-document.ts';
import type { AppSpecProblems } from './appspec-problem.ts';
import { checkResourceAppSpec, hooksOf, propertyOf, type ResourceForm } from './resource-appspec.ts';

/** What a deployment to a Lambda function shifts from which version to which (spec 3.10). */
export interface LambdaAppSpec {
  readonly functionName: string;
  readonly alias: string;
  readonly currentVersion: string;
  readonly targetVersion: string;
  /** The function that is called at an event. */
  readonly hooks: ReadonlyMap<string, string>;
}

const FORM: ResourceForm = {
  type: 'AWS::Lambda::Function',
  required: [['Name'], ['Alias'], ['CurrentVersion'], ['TargetVersion']],
  events: ['BeforeAllowTraffic', 'AfterAllowTraffic'],
};

export function checkLambdaAppSpec(document: AppSpecDocument): AppSpecProblems {
  return checkResourceAppSpec(document, FORM);
}

/** An AppSpec file in which {@link checkLambdaAppSpec} found nothing wrong. */
export function lambdaAppSpec(document: AppSpecDocument): LambdaAppSpec {
  const property = (name: string) => shown(propertyOf(document, [name]));
  return {
    functionName: property('Name'),
    alias: property('Alias'),
    currentVersion: property('CurrentVersion'),
    targetVersion: property('TargetVersion'),
    hooks: hooksOf(document, FORM.events),
  };
}
