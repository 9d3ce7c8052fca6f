import { describe, expect, it } from 'vitest';
import { findActionType } from '../../src/rules/action-types.ts';
import type { DefinitionProblem } from '../../src/rules/definition-problem.ts';
import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from '../../src/rules/pipeline-declaration.ts';
import { checkPipelineDefinition, firstDefinitionProblem } from '../../src/rules/pipeline-definition.ts';
import {
  approval,
  build,
  condition,
  connection,
  customAction,
  deploy,
  gated,
  lambda,
  partnerAction,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
} from '../engine/codepipeline/definitions.ts';

const STRUCTURE = 'InvalidStructureException';
const STAGE = 'InvalidStageDeclarationException';
const ACTION = 'InvalidActionDeclarationException';

const SOURCE = stage('Source', source());

function first(definition: PipelineDeclaration): string {
  const problem = firstDefinitionProblem(definition, 'us-east-1');
  return problem ? `${problem.exception}: ${problem.message}` : 'fine';
}

function all(definition: PipelineDeclaration): DefinitionProblem[] {
  return checkPipelineDefinition(definition, 'us-east-1');
}

function withAction(action: ActionDeclaration, extra: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  return pipeline([SOURCE, stage('Work', action)], extra);
}

function configured(action: ActionDeclaration, configuration: Record<string, string>): ActionDeclaration {
  return { ...action, configuration: { ...action.configuration, ...configuration } };
}

const type = (category: ActionDeclaration['actionTypeId']['category'], provider: string) => ({
  actionTypeId: { category, owner: 'AWS' as const, provider, version: '1' },
});

describe('definitions that are fine', () => {
  it.each([
    ['three stages', threeStages()],
    ['an approval', gated({ timeoutInMinutes: 60 })],
    [
      'two sources',
      pipeline([
        stage('Source', source(), connection('B', { outputArtifacts: [{ name: 'B' }] })),
        stage('P', deploy()),
      ]),
    ],
    [
      'an artifact of a lower run order',
      pipeline([
        SOURCE,
        stage(
          'Work',
          build('A', { outputArtifacts: [{ name: 'Out' }] }),
          deploy('B', { runOrder: 2, inputArtifacts: [{ name: 'Out' }] }),
        ),
      ]),
    ],
    ['V2 with variables', threeStages({ ...V2, variables: [{ name: 'A' }, { name: 'B' }] })],
    [
      'stores of two regions',
      pipeline([SOURCE, stage('P', deploy('D', { region: 'eu-west-1' }))], {
        artifactStore: undefined,
        artifactStores: {
          'us-east-1': { type: 'S3', location: 'one' },
          'eu-west-1': { type: 'S3', location: 'two' },
        },
      }),
    ],
  ] as [string, PipelineDeclaration][])('2.2 %s', (_, definition) => {
    expect(all(definition)).toEqual([]);
  });
});

describe('structure', () => {
  const many = Array.from({ length: 50 }, (_, i) => stage(`S${i}`, deploy()));
  it.each([
    [
      'one stage',
      pipeline([SOURCE]),
      STRUCTURE,
      'Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline',
    ],
    [
      'no source first',
      pipeline([stage('A', lambda()), stage('B', lambda())]),
      STRUCTURE,
      'Pipeline should start with a stage that only contains source actions',
    ],
    [
      'something beside the source',
      pipeline([stage('A', source(), lambda()), stage('B', lambda())]),
      STRUCTURE,
      'Pipeline should start with a stage that only contains source actions',
    ],
    [
      'an empty first stage',
      pipeline([stage('A'), stage('B', lambda())]),
      STRUCTURE,
      'Pipeline should start with a stage that only contains source actions',
    ],
    [
      'a source later',
      pipeline([SOURCE, stage('B', lambda(), source('S2', { outputArtifacts: [{ name: 'X' }] }))]),
      STRUCTURE,
      'Source actions can only be included in the first stage of the pipeline',
    ],
    [
      '51 stages',
      pipeline([SOURCE, ...many]),
      STRUCTURE,
      'Pipeline has too many stages. There can only be up to 50 stages in a pipeline',
    ],
  ] as [string, PipelineDeclaration, string, string][])('2.2 %s', (_, definition, exception, message) => {
    expect(first(definition)).toBe(`${exception}: ${message}`);
  });

  it('2.2 nothing but sources', () => {
    const messages = all(pipeline([SOURCE, stage('More', source('S2', { outputArtifacts: [{ name: 'X' }] }))])).map(
      (problem) => problem.message,
    );
    expect(messages).toContain('Pipeline should contain at least 1 action whose category is not Source');
  });

  it('2.2 both forms of store, or neither', () => {
    const store = { type: 'S3', location: 'artifacts' };
    expect(first(threeStages({ artifactStores: { 'us-east-1': store } }))).toMatch(STRUCTURE);
    expect(first(threeStages({ artifactStore: undefined }))).toMatch(STRUCTURE);
  });

  it('2.1 more than 50 actions in a stage, more than 500 in a pipeline', () => {
    const crowd = (count: number) => Array.from({ length: count }, (_, i) => lambda(`A${i}`));
    expect(first(pipeline([SOURCE, stage('Work', ...crowd(50))]))).toBe('fine');
    expect(first(pipeline([SOURCE, stage('Work', ...crowd(51))]))).toMatch(
      `${STAGE}: Stage 'Work' has too many actions`,
    );
    const stages = Array.from({ length: 10 }, (_, i) => stage(`S${i}`, ...crowd(50)));
    expect(first(pipeline([SOURCE, ...stages]))).toMatch(`${STRUCTURE}: Pipeline has too many actions`);
    expect(first(pipeline([SOURCE, ...stages.slice(1), stage('Last', ...crowd(49))]))).toBe('fine');
  });

  it('2.1 50 stages are not too many', () => {
    expect(first(pipeline([SOURCE, ...many.slice(1)]))).toBe('fine');
  });
});

describe('stages', () => {
  it('2.2 a stage name twice', () => {
    expect(first(pipeline([SOURCE, stage('A', lambda()), stage('A', lambda())]))).toBe(
      `${STAGE}: Stage name 'A' is used more than once`,
    );
  });

  it('2.2 an action name twice in a stage, not in two stages', () => {
    expect(first(pipeline([SOURCE, stage('A', lambda(), lambda())]))).toMatch(ACTION);
    expect(first(pipeline([SOURCE, stage('A', lambda()), stage('B', lambda())]))).toBe('fine');
  });

  it('2.2 an empty stage', () => {
    expect(first(pipeline([SOURCE, stage('A', lambda()), stage('B')]))).toMatch(STAGE);
  });

  it('2.1 blockers are reserved', () => {
    const blocked = { ...stage('A', lambda()), blockers: [{ name: 'b', type: 'Schedule' }] };
    expect(first(pipeline([SOURCE, blocked]))).toMatch(/^InvalidBlockerDeclarationException/);
    expect(first(pipeline([SOURCE, { ...blocked, blockers: [] }]))).toBe('fine');
  });

  it('2.2 onFailure with result and conditions; the quote stays open', () => {
    const onFailure = { result: 'RETRY', ...condition('ROLLBACK') } as const;
    expect(first(pipeline([SOURCE, { ...stage('A', lambda()), onFailure }], V2))).toBe(
      `${STAGE}: The following stage cannot have a failure exit gate configured with both top level result and conditions: 'A`,
    );
  });
});

describe('actions', () => {
  it('2.2 an action type that does not exist names the region in capitals', () => {
    expect(first(withAction(lambda('A', type('Deploy', 'X'))))).toBe(
      `${ACTION}: ActionType (Category: 'Deploy', Provider: 'X', Owner: 'AWS', Version: '1') in action 'A' is not available in region 'US_EAST_1'`,
    );
  });

  it('2.2 version and owner are part of the type', () => {
    const id = lambda().actionTypeId;
    for (const actionTypeId of [
      { ...id, version: '2' },
      { ...id, owner: 'Custom' as const },
    ]) {
      expect(first(withAction(lambda('A', { actionTypeId })))).toMatch('is not available');
    }
  });

  it.each([
    [
      'CodeCommit',
      pipeline([stage('S', source('A', { configuration: { RepositoryName: 'r' } })), stage('P', deploy())]),
      'BranchName',
    ],
    ['CodeBuild', withAction(build('A', { configuration: {} })), 'ProjectName'],
    ['Lambda', withAction(lambda('A', { configuration: {} })), 'FunctionName'],
    ['ElasticBeanstalk', withAction(deploy('A', { configuration: { ApplicationName: 'a' } })), 'EnvironmentName'],
    [
      'CodeDeploy',
      withAction(deploy('A', { ...type('Deploy', 'CodeDeploy'), configuration: { ApplicationName: 'a' } })),
      'DeploymentGroupName',
    ],
    [
      'S3 without extraction',
      withAction(deploy('A', { ...type('Deploy', 'S3'), configuration: { BucketName: 'b', Extract: 'false' } })),
      'ObjectKey',
    ],
    [
      'CodeBuild of two inputs',
      pipeline([
        stage('S', source(), connection('B', { outputArtifacts: [{ name: 'B' }] })),
        stage('P', build('A', { inputArtifacts: [{ name: 'Src' }, { name: 'B' }] })),
      ]),
      'PrimarySource',
    ],
  ] as [string, PipelineDeclaration, string][])('2.3 %s without a required key', (_, definition, key) => {
    expect(first(definition)).toBe(
      `${ACTION}: Action configuration for action 'A' is missing required configuration '${key}'`,
    );
  });

  it('2.2 an unknown configuration key', () => {
    expect(first(withAction(configured(build('A'), { Projectname: 'x' })))).toBe(
      `${ACTION}: Action configuration for action 'A' contains unknown configuration 'Projectname'`,
    );
  });

  it('2.1 timeoutInMinutes is for manual approval alone', () => {
    expect(first(withAction(lambda('A', { timeoutInMinutes: 10 })))).toMatch(
      `${ACTION}: Action 'A' sets timeoutInMinutes`,
    );
    expect(first(withAction(approval('A', { timeoutInMinutes: 10 })))).toBe('fine');
  });

  it('2.3 Commands needs commands, and nothing else may have them', () => {
    const commands = type('Compute', 'Commands');
    expect(first(withAction(lambda('A', { ...commands, configuration: {}, commands: ['make'] }), V2))).toBe('fine');
    expect(first(withAction(lambda('A', { ...commands, configuration: {} }), V2))).toMatch(ACTION);
    expect(first(withAction(lambda('A', { commands: ['make'] })))).toMatch(ACTION);
  });

  it('2.1 only Commands exports variables and chooses the files of an artifact', () => {
    const files = { outputArtifacts: [{ name: 'Out', files: ['out/**'] }] };
    const commands = { ...type('Compute', 'Commands'), configuration: {}, commands: ['make'] };
    expect(first(withAction(lambda('A', { ...commands, ...files, outputVariables: ['X'] }), V2))).toBe('fine');
    expect(first(withAction(lambda('A', { outputVariables: ['X'] })))).toMatch(
      `${ACTION}: Action 'A' declares outputVariables`,
    );
    const [problem] = all(withAction(build('A', files)));
    expect(problem).toMatchObject({ exception: ACTION, message: expect.stringContaining("Action 'A' declares files") });
    expect(problem?.path.slice(-3)).toEqual(['outputArtifacts', 0, 'files']);
  });

  it('2.1 a source stays in the region of the pipeline, and so do partners and workers', () => {
    const abroad = { region: 'eu-west-1' };
    expect(first(pipeline([stage('S', source('Checkout', abroad)), stage('P', deploy())]))).toMatch(
      `${ACTION}: Action 'Checkout'`,
    );
    expect(first(withAction(partnerAction('Check', abroad)))).toMatch(`${ACTION}: Action 'Check'`);
    expect(first(withAction(partnerAction('Check', { region: 'us-east-1' })))).toBe('fine');
    const worker = customAction('Compile', abroad);
    const find = () => ({ ...findActionType(build().actionTypeId)!, required: [], optional: undefined });
    const found = firstDefinitionProblem(withAction(worker), 'us-east-1', (id) => findActionType(id) ?? find());
    expect(found?.message).toMatch("of category 'Build' and owner 'Custom' cannot be in another region");
  });
});

describe('artifacts', () => {
  it.each([
    [
      'too few',
      deploy('A', { inputArtifacts: [] }),
      'has 0 input artifact(s), which is less than the minimum count (1)',
    ],
    [
      'too many',
      deploy('A', { outputArtifacts: [{ name: 'O' }] }),
      'has 1 output artifact(s), which is more than the maximum count (0)',
    ],
  ])('2.3 %s', (_, action, message) => {
    expect(first(withAction(action))).toContain(message);
    expect(first(withAction(action))).toMatch(ACTION);
  });

  it.each([
    ['nobody', [stage('W', deploy('A', { inputArtifacts: [{ name: 'X' }] }))]],
    ['itself', [stage('W', build('A', { inputArtifacts: [{ name: 'X' }], outputArtifacts: [{ name: 'X' }] }))]],
    [
      'an equal run order',
      [stage('W', build('B', { outputArtifacts: [{ name: 'X' }] }), deploy('A', { inputArtifacts: [{ name: 'X' }] }))],
    ],
    [
      'a later stage',
      [
        stage('W', deploy('A', { inputArtifacts: [{ name: 'X' }] })),
        stage('V', build('B', { outputArtifacts: [{ name: 'X' }] })),
      ],
    ],
  ] as [string, StageDeclaration[]][])('2.2 an input that is produced by %s', (_, stages) => {
    expect(first(pipeline([SOURCE, ...stages]))).toMatch(`${ACTION}: Input artifact 'X' of action 'A'`);
  });

  it('2.2 one artifact of two actions', () => {
    const out = { outputArtifacts: [{ name: 'X' }] };
    expect(first(pipeline([SOURCE, stage('W', build('A', out), build('B', out))]))).toMatch(
      `${ACTION}: Output artifact 'X'`,
    );
  });
});

describe('regions', () => {
  it('2.2 actions in two regions with a single store', () => {
    expect(first(withAction(deploy('A', { region: 'eu-west-1' })))).toBe(
      `${STRUCTURE}: Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action.`,
    );
  });

  it.each([
    ["an action's", deploy('A', { region: 'eu-west-1' }), 'us-east-1', 'eu-west-1'],
    ["the pipeline's own", deploy('A'), 'eu-west-1', 'us-east-1'],
  ])('2.2 stores without %s region', (_, action, given, missing) => {
    const artifactStores = { [given]: { type: 'S3', location: 'artifacts' } };
    expect(first(withAction(action, { artifactStore: undefined, artifactStores }))).toBe(
      `${STRUCTURE}: Your pipeline must have an artifact store, such as an artifact bucket, for each region where you have an action. The following region is missing in 'pipeline.artifactStores': ${missing}.`,
    );
  });
});

describe('features of V2', () => {
  const trigger = (sourceActionName: string) => ({
    providerType: 'CodeStarSourceConnection',
    gitConfiguration: { sourceActionName },
  });
  const connected = [stage('Source', connection()), stage('P', deploy())];

  it.each([
    [
      'QUEUED',
      threeStages({ executionMode: 'QUEUED' }),
      STRUCTURE,
      'QUEUED or PARALLEL mode can only be used with V2 pipelines',
    ],
    [
      'PARALLEL',
      threeStages({ executionMode: 'PARALLEL', pipelineType: 'V1' }),
      STRUCTURE,
      'QUEUED or PARALLEL mode can only be used with V2 pipelines',
    ],
    [
      'variables',
      threeStages({ variables: [{ name: 'A' }] }),
      STRUCTURE,
      'Pipeline variable can only be used with V2 pipelines',
    ],
    [
      'triggers',
      pipeline(connected, { triggers: [trigger('Checkout')] }),
      STRUCTURE,
      'Triggers on tag can only be used with V2 pipelines',
    ],
    ...Object.entries({
      beforeEntry: condition('FAIL'),
      onSuccess: condition('FAIL'),
      onFailure: { result: 'RETRY' },
    }).map(([place, exit]) => [
      place,
      pipeline([SOURCE, { ...stage('P', deploy()), [place]: exit }]),
      STAGE,
      'Stage level conditions can only be used with V2 pipelines.',
    ]),
    [
      'Commands',
      withAction(lambda('A', { ...type('Compute', 'Commands'), configuration: {}, commands: ['make'] })),
      ACTION,
      'Commands Action can only be used with V2 pipelines.',
    ],
    [
      'ECRBuildAndPublish',
      withAction(build('A', { ...type('Build', 'ECRBuildAndPublish'), configuration: { ECRRepositoryName: 'web' } })),
      ACTION,
      'ECRBuildAndPublish Action can only be used with V2 pipelines.',
    ],
    [
      'EKS',
      withAction(lambda('A', { ...type('Deploy', 'EKS'), configuration: { ClusterName: 'c' } })),
      ACTION,
      'EKS Action can only be used with V2 pipelines.',
    ],
  ] as [string, PipelineDeclaration, string, string][])('2.2 V1 with %s', (_, definition, exception, message) => {
    expect(first(definition)).toBe(`${exception}: ${message}`);
    expect(first({ ...definition, ...V2 })).toBe('fine');
  });

  it('2.2 a variable name twice', () => {
    expect(first(threeStages({ ...V2, variables: [{ name: 'A' }, { name: 'A' }] }))).toBe(
      `${STRUCTURE}: Variable names must be unique. The following variable name is already in use: A`,
    );
  });

  it('2.2 a trigger for an action that is no connection', () => {
    expect(first(threeStages({ ...V2, triggers: [trigger('Checkout')] }))).toBe(
      `${STRUCTURE}: Triggers for connections must reference a CodeStarSourceConnection action.`,
    );
  });

  it('2.1 two triggers of one source', () => {
    const triggers = [trigger('Checkout'), trigger('Checkout')];
    expect(first(pipeline(connected, { ...V2, triggers }))).toMatch(
      `${STRUCTURE}: Source action 'Checkout' has more than one`,
    );
  });

  it('2.1 a push filter that combines tags with branches or file paths', () => {
    const any = { includes: ['*'] };
    const filtered = (...push: object[]) => {
      const { providerType, gitConfiguration } = trigger('Checkout');
      return pipeline(connected, {
        ...V2,
        triggers: [{ providerType, gitConfiguration: { ...gitConfiguration, push } }],
      });
    };
    for (const filter of [
      { tags: any, branches: any },
      { tags: any, filePaths: any },
    ]) {
      expect(first(filtered(filter))).toMatch(/^InvalidStructureException: .*'Checkout'.* combines tags with/);
      expect(all(filtered({ tags: any }, filter))[0]!.path.slice(-2)).toEqual(['push', 1]);
    }
    expect(first(filtered({ tags: any }, { branches: any, filePaths: any }))).toBe('fine');
  });

  it('2.2 PARALLEL with a rollback on failure', () => {
    for (const onFailure of [{ result: 'ROLLBACK' } as const, condition('ROLLBACK')]) {
      const stages = [SOURCE, { ...stage('P', deploy()), onFailure }];
      expect(first(pipeline(stages, { ...V2, executionMode: 'PARALLEL' }))).toBe(
        `${STAGE}: Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.`,
      );
      expect(first(pipeline(stages, V2))).toBe('fine');
    }
  });
});

describe('variables', () => {
  const uses = (text: string, extra = {}) =>
    lambda('A', { configuration: { FunctionName: 'f', UserParameters: text }, ...extra });
  const named = stage('Source', source('Checkout', { namespace: 'Git' }));

  it('2.10 a namespace that no action has', () => {
    expect(first(withAction(uses('#{Git.CommitId}')))).toMatch(`${ACTION}: Action 'A' refers to the namespace 'Git'`);
    expect(first(pipeline([named, stage('W', uses('#{Git.CommitId}'))]))).toBe('fine');
  });

  it('2.10 namespaces are case-sensitive', () => {
    for (const reference of ['#{git.CommitId}', '#{GIT.CommitId}', '#{CodePipeline.PipelineExecutionId}']) {
      expect(first(pipeline([named, stage('W', uses(reference))]))).toMatch('refers to the namespace');
    }
    expect(first(pipeline([named, stage('W', build('B', { namespace: 'git' }))]))).toBe('fine');
  });

  it('2.10 a key is not looked for before the action starts', () => {
    expect(first(pipeline([named, stage('W', uses('#{Git.Nope} #{codepipeline.Nope}'))]))).toBe('fine');
  });

  it('2.10 the producer is in an earlier stage or has a lower run order', () => {
    const producer = build('B', { namespace: 'Build' });
    expect(first(pipeline([SOURCE, stage('W', producer, uses('#{Build.X}'))]))).toMatch('does not run before it');
    expect(first(pipeline([SOURCE, stage('W', producer, uses('#{Build.X}', { runOrder: 2 }))]))).toBe('fine');
    expect(first(pipeline([SOURCE, stage('W', uses('#{Build.X}')), stage('V', producer)]))).toMatch(ACTION);
  });

  it('2.10 codepipeline is there always, variables on V2', () => {
    expect(first(withAction(uses('#{codepipeline.PipelineExecutionId}')))).toBe('fine');
    expect(first(withAction(uses('#{variables.A}')))).toMatch(ACTION);
    expect(first(withAction(uses('#{variables.A}'), { ...V2, variables: [{ name: 'A' }] }))).toBe('fine');
  });

  it('9 a namespace twice', () => {
    const second = build('B', { namespace: 'Git' });
    expect(first(pipeline([named, stage('W', second)]))).toMatch(
      `${ACTION}: Namespaces must be unique across the pipeline definition`,
    );
  });

  it('2.1 reserved namespaces, and the name of an artifact', () => {
    const naming = (namespace: string) => pipeline([SOURCE, stage('W', build('B', { namespace }))]);
    expect(first(naming('codepipeline'))).toMatch(ACTION);
    expect(first({ ...naming('variables'), ...V2 })).toMatch(ACTION);
    expect(first(naming('variables'))).toBe('fine');
    expect(first(naming('Src'))).toMatch(`${ACTION}: Namespace 'Src'`);
  });
});

describe('the order of checks', () => {
  it('2.2 structure, stage, action, artifacts, regions, V2, limits', () => {
    const wrong = pipeline(
      [
        stage('Source', source('Checkout')),
        stage('Work', lambda('A', { ...type('Deploy', 'X'), inputArtifacts: [{ name: 'No' }], region: 'eu-west-1' })),
        stage('Work', source('S2', { outputArtifacts: [{ name: 'X' }] })),
        ...Array.from({ length: 50 }, (_, i) => stage(`S${i}`, lambda())),
      ],
      { executionMode: 'QUEUED' },
    );
    expect(all(wrong).map(({ message }) => message.slice(0, 24))).toEqual([
      'Source actions can only ',
      "Stage name 'Work' is use",
      "ActionType (Category: 'D",
      "Input artifact 'No' of a",
      'Your pipeline contains a',
      'QUEUED or PARALLEL mode ',
      'Pipeline has too many st',
    ]);
  });

  it('2.2 a problem says where it stands', () => {
    const [problem] = all(withAction(build('A', { configuration: {} })));
    expect(problem?.path).toEqual(['stages', 1, 'actions', 0, 'configuration']);
    const later = source('S2', { outputArtifacts: [{ name: 'X' }] });
    const paths = all(pipeline([stage('A', lambda()), stage('B', lambda(), later)])).map(({ path }) => path);
    expect(paths).toEqual([
      ['stages', 0],
      ['stages', 1, 'actions', 1],
    ]);
  });
});
