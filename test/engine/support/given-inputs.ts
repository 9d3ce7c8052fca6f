import type { Random } from '../../../src/engine/random.ts';
import type { ActionDeclaration, StageDeclaration } from '../../../src/rules/pipeline-declaration.ts';
import {
  approval,
  build,
  CLIENT,
  condition,
  customAction,
  customType,
  deploy,
  lambda,
  partnerAction,
  pipeline,
  source,
  stage,
  V2,
  variableCheck,
} from '../codepipeline/definitions.ts';

/** A group that means the machines of development. */
const GROUP = {
  applicationName: 'shop',
  deploymentGroupName: 'dev',
  serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy',
  ec2TagFilters: [{ Key: 'env', Value: 'dev', Type: 'KEY_AND_VALUE' }],
  autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
};

const HOOK = { webhookName: 'hook' };

/** Inputs that chance would hardly ever get right, by operation. */
export const GIVEN: Readonly<Record<string, (chance: Random) => object>> = {
  CreatePipeline: (chance) => ({ pipeline: definition(chance) }),
  UpdatePipeline: (chance) => ({ pipeline: definition(chance) }),
  CreateCustomActionType: () => customType(),
  PollForJobs: () => ({ actionTypeId: customAction().actionTypeId }),
  PollForThirdPartyJobs: () => ({ actionTypeId: partnerAction().actionTypeId }),
  PutWebhook: () => ({
    webhook: {
      name: 'hook',
      targetPipeline: 'web',
      targetAction: 'Checkout',
      filters: [{ jsonPath: '$.ref', matchEquals: 'refs/heads/main' }],
      authentication: 'UNAUTHENTICATED',
      authenticationConfiguration: {},
    },
  }),
  RegisterWebhookWithThirdParty: () => HOOK,
  DeregisterWebhookWithThirdParty: () => HOOK,
  CreateDeploymentGroup: () => GROUP,
  CreateDeployment: (chance) => ({
    applicationName: 'shop',
    deploymentGroupName: 'dev',
    deploymentConfigName: `CodeDeployDefault.${chance.pick(['OneAtATime', 'AllAtOnce'])}`,
    revision: {
      revisionType: 'S3',
      s3Location: { bucket: 'bundles', key: chance.pick(['a.zip', 'b.zip']), bundleType: 'zip' },
    },
  }),
  GetActionType: () => ({ category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' }),
};

/** What a text must be that no answer tells, by its shape. */
export const KNOWN: Readonly<Record<string, string>> = { ClientToken: CLIENT.token };

/** Source, something in the middle, and Prod. */
export function threeStages(name: string, middle: ActionDeclaration, last: Partial<StageDeclaration> = {}) {
  const prod = { ...stage('Prod', deploy()), ...last };
  return pipeline([stage('Source', source()), stage('Middle', middle), prod], { ...V2, name });
}

const CONDITIONS: readonly Partial<StageDeclaration>[] = [
  {},
  { beforeEntry: condition('FAIL') },
  { beforeEntry: condition('SKIP', variableCheck('x', 'EQ', 'y')) },
  { onSuccess: condition('ROLLBACK') },
  { onFailure: { result: 'ROLLBACK' } },
  { onFailure: { result: 'RETRY', retryConfiguration: { retryMode: 'FAILED_ACTIONS' } } },
];

function definition(chance: Random): object {
  const middle = chance.pick([approval(), customAction(), build(), lambda(), partnerAction()]);
  const executionMode = chance.pick(['SUPERSEDED', 'QUEUED', 'PARALLEL'] as const);
  return { ...threeStages(chance.pick(['web', 'api']), middle, chance.pick(CONDITIONS)), executionMode };
}
