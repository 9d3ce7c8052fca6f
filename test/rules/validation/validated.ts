import { type Validated, validateDocument } from '../../../src/rules/validation/validate-document.ts';

/** Checks a text as the file of that name. */
export function validated(text: string, name: string, region?: string): Validated {
  return validateDocument(new TextEncoder().encode(text), { name, ...(region !== undefined && { region }) });
}

/** Each finding as a line: `3:7 error rule: message`. */
export function told(text: string, name: string, region?: string): string[] {
  return validated(text, name, region).findings.map(
    ({ line, column, severity, rule, message }) => `${line}:${column} ${severity} ${rule}: ${message}`,
  );
}

/** A V2 definition without a fault, whose parts can be exchanged. */
export function definition(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'web',
    roleArn: 'arn:aws:iam::123456789012:role/pipeline',
    artifactStore: { type: 'S3', location: 'artifacts' },
    pipelineType: 'V2',
    stages: [
      { name: 'Source', actions: [source()] },
      { name: 'Deploy', actions: [deploy()] },
    ],
    ...change,
  };
}

export function source(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Checkout',
    actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeStarSourceConnection', version: '1' },
    configuration: {
      ConnectionArn: 'arn:aws:codeconnections:eu-west-1:123456789012:connection/c',
      FullRepositoryId: 'shop/web',
      BranchName: 'main',
    },
    outputArtifacts: [{ name: 'Source' }],
    ...change,
  };
}

export function deploy(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Web',
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: '1' },
    configuration: { ApplicationName: 'web', DeploymentGroupName: 'live' },
    inputArtifacts: [{ name: 'Source' }],
    ...change,
  };
}

/** The same in the words of CloudFormation. */
export const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Web:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: !Sub '\${AWS::StackName}-web'
      RoleArn: !GetAtt Role.Arn
      PipelineType: V2
      RestartExecutionOnUpdate: true
      ArtifactStores:
        - Region: eu-west-1
          ArtifactStore: { Type: S3, Location: !Ref Bucket }
      Stages:
        - Name: Source
          Actions:
            - Name: Checkout
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: 1 }
              Configuration:
                ConnectionArn: !Ref Connection
                FullRepositoryId: shop/web
                BranchName: { 'Fn::If': [IsLive, main, next] }
                DetectChanges: false
              OutputArtifacts: [{ Name: !Ref SourceName }]
              Region: !Ref AWS::Region
        - Name: Deploy
          Actions:
            - Name: Web
              RunOrder: '1'
              ActionTypeId: { Category: Deploy, Owner: AWS, Provider: CodeDeploy, Version: '1' }
              Configuration: { ApplicationName: !Ref App, DeploymentGroupName: live }
              InputArtifacts: [{ Name: { Ref: SourceName } }]
`;
