import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { inProcessHandler } from '../../../src/aws/transport.ts';
import type { Engine } from '../../../src/engine/index.ts';
import { control, emptyEngine } from '../support/requests.ts';

/** An engine under a manual clock, and the clients of the AWS SDK that hand it their bytes without a socket. */
export class SdkRig {
  readonly engine: Engine;
  readonly pipelines: CodePipelineClient;
  readonly deployments: CodeDeployClient;
  readonly builds: CodeBuildClient;

  private constructor(engine: Engine) {
    this.engine = engine;
    const settings = {
      region: 'us-east-1',
      endpoint: 'http://mock.localhost',
      credentials: { accessKeyId: 'AKIAMARA', secretAccessKey: 'x' },
      maxAttempts: 1,
      requestHandler: inProcessHandler((request) => engine.handle(request)),
    };
    this.pipelines = new CodePipelineClient(settings);
    this.deployments = new CodeDeployClient(settings);
    this.builds = new CodeBuildClient(settings);
  }

  static async begin(): Promise<SdkRig> {
    return new SdkRig(await emptyEngine());
  }

  advance(seconds: number): void {
    control(this.engine, 'POST', 'clock', { advanceSeconds: seconds });
  }

  arrange(what: 'fleet' | 'revisions' | 'behaviors', document: object): void {
    control(this.engine, 'PUT', what, document);
  }
}
