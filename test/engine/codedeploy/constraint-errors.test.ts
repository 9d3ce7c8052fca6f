import { describe, expect, it } from 'vitest';
import { constraintError } from '../../../src/engine/codedeploy/constraint-errors.ts';
import model from '../../../src/rules/models/codedeploy.json' with { type: 'json' };
import { operationOf, type ServiceModel, shapeOf, validate } from '../../../src/rules/service-model.ts';

const MODEL = model as unknown as ServiceModel;

/** The error of an input that breaks constraints, as `Name: message`. */
function errorOf(operation: string, input: object): string {
  const operationModel = operationOf(MODEL, operation)!;
  const { name, message } = constraintError(operationModel, validate(MODEL, operationModel.input!, input));
  return `${name}: ${message}`;
}

describe('broken constraints', () => {
  it.each([
    ['GetApplication', {}, 'ApplicationNameRequiredException'],
    ['GetApplication', { applicationName: '' }, 'ApplicationNameRequiredException'],
    ['GetApplication', { applicationName: 'x'.repeat(101) }, 'InvalidApplicationNameException'],
    ['BatchGetApplications', { applicationNames: ['a', ''] }, 'ApplicationNameRequiredException'],
    ['BatchGetApplications', { applicationNames: [null] }, 'ApplicationNameRequiredException'],
    // An operation that knows no other name for what is missing calls it invalid.
    ['UpdateDeploymentGroup', { deploymentConfigName: '' }, 'ApplicationNameRequiredException'],
    ['CreateDeployment', { applicationName: 'web', deploymentConfigName: '' }, 'InvalidDeploymentConfigNameException'],
    // The same member has another name for those who tag instances than for those who make resources.
    ['AddTagsToOnPremisesInstances', { instanceNames: ['a'], tags: [null] }, 'TagRequiredException'],
    ['CreateApplication', { applicationName: 'a', tags: [null] }, 'InvalidTagsToAddException'],
    // What is in a revision makes it invalid, not missing.
    ['CreateDeployment', { applicationName: 'web', revision: { revisionType: '' } }, 'InvalidRevisionException'],
    ['ListDeploymentTargets', { deploymentId: 'd', targetFilters: { Size: [] } }, 'InvalidTargetFilterNameException'],
    ['PutLifecycleEventHookExecutionStatus', { status: 'Fine' }, 'InvalidLifecycleEventHookExecutionStatusException'],
    ['ContinueDeployment', { deploymentWaitType: 'TEA' }, 'InvalidDeploymentWaitTypeException'],
  ])('3.1 %s of %j', (operation, input, name) => {
    expect(errorOf(operation, input)).toContain(`${name}: `);
  });

  it('1.3 the first that has a name is the error, whatever else is wrong', () => {
    const input = { outdatedInstancesStrategy: 'SOMETIMES', applicationName: 'web', currentDeploymentGroupName: '' };
    expect(errorOf('UpdateDeploymentGroup', input)).toMatch(
      /^DeploymentGroupNameRequiredException: 1 validation error/,
    );
  });

  it('1.3 those without a name are told together', () => {
    const input = {
      applicationName: 'web',
      currentDeploymentGroupName: 'prod',
      outdatedInstancesStrategy: 'SOMETIMES',
    };
    expect(errorOf('UpdateDeploymentGroup', input)).toBe(
      "ValidationException: 1 validation error detected: Value 'SOMETIMES' at 'outdatedInstancesStrategy' failed to satisfy constraint: Member must satisfy enum value set: [UPDATE, IGNORE]",
    );
  });

  const required = Object.entries(MODEL.operations).flatMap(([operation, { input, errors }]) =>
    (shapeOf(MODEL, input!).required ?? []).map((member) => [operation, member, errors ?? []] as const),
  );

  it.each(required)('7.2 %s has a name of its own for a missing %s', (operation, member, errors) => {
    const others = required.filter(([name, other]) => name === operation && other !== member);
    const input = Object.fromEntries(others.map(([, other]) => [other, other.endsWith('s') ? [] : 'a']));
    const [name] = errorOf(operation, input).split(':');
    expect(errors).toContain(name);
    expect(name).toMatch(/RequiredException$/);
  });
});
