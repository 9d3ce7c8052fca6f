import type { ActionDeclaration, PipelineDeclaration } from '../../../src/rules/pipeline-declaration.ts';

const CONNECTION =
  'arn:aws:codestar-connections:us-east-1:123456789012:connection/1f0b4a6e-9d0c-4c55-8c4e-0a5b7d1c2e3f';

/** The role of every pipeline; moto wants it to be there. */
export const ROLE = 'pipelines';

/** Actions that an execution of {@link pipelineDocument} runs. */
export const ACTIONS = 6;

/** A pipeline as teams have it: a source, two builds, a deployment, an approval and the deployment behind it, in four stages. */
export function pipelineDocument(name: string): PipelineDeclaration {
  const ecs = { ClusterName: 'shop', ServiceName: name };
  return {
    name,
    roleArn: `arn:aws:iam::123456789012:role/${ROLE}`,
    artifactStore: { type: 'S3', location: 'codepipeline-us-east-1-123456789012' },
    stages: [
      {
        name: 'Source',
        actions: [
          action('Checkout', 'Source', 'CodeStarSourceConnection', {
            namespace: 'SourceVariables',
            configuration: { ConnectionArn: CONNECTION, FullRepositoryId: `shop/${name}`, BranchName: 'main' },
            outputArtifacts: [{ name: 'SourceOutput' }],
          }),
        ],
      },
      {
        name: 'Build',
        actions: [
          action('Compile', 'Build', 'CodeBuild', {
            configuration: { ProjectName: `${name}-build` },
            inputArtifacts: [{ name: 'SourceOutput' }],
            outputArtifacts: [{ name: 'BuildOutput' }],
          }),
          action('Test', 'Test', 'CodeBuild', {
            configuration: { ProjectName: `${name}-test` },
            inputArtifacts: [{ name: 'SourceOutput' }],
          }),
        ],
      },
      {
        name: 'Staging',
        actions: [action('Deploy', 'Deploy', 'ECS', { configuration: ecs, inputArtifacts: [{ name: 'BuildOutput' }] })],
      },
      {
        name: 'Production',
        actions: [
          action('Approve', 'Approval', 'Manual', { runOrder: 1 }),
          action('Deploy', 'Deploy', 'ECS', {
            runOrder: 2,
            configuration: ecs,
            inputArtifacts: [{ name: 'BuildOutput' }],
          }),
        ],
      },
    ],
  };
}

/** `service-0007`. */
export function pipelineName(number: number): string {
  return `service-${String(number).padStart(4, '0')}`;
}

type Category = 'Source' | 'Build' | 'Test' | 'Deploy' | 'Approval';

function action(
  name: string,
  category: Category,
  provider: string,
  more: Partial<ActionDeclaration>,
): ActionDeclaration {
  return { name, actionTypeId: { category, owner: 'AWS', provider, version: '1' }, ...more };
}
