import { beforeEach, describe, expect, it } from 'vitest';
import type { PipelineState } from '../../src/domain/pipeline.ts';
import { actionLog } from '../../src/live/action-log.ts';
import { pipelineState } from '../../src/live/needs.ts';
import { DeploymentRig } from '../support/deployment-rig.ts';
import { gatedPipeline } from '../support/rig.ts';

const TEMPLATES = {
  AppSpecTemplateArtifact: 'Source',
  AppSpecTemplatePath: 'appspec.yaml',
  TaskDefinitionTemplateArtifact: 'Source',
  TaskDefinitionTemplatePath: 'taskdef.json',
};

describe('the log of a deploy action', () => {
  let made: DeploymentRig;

  beforeEach(async () => {
    made = await DeploymentRig.open();
  });

  function deploying(provider: string, configuration: object) {
    const { pipeline } = gatedPipeline('web');
    const [source, , prod] = pipeline.stages;
    const [action] = prod?.actions ?? [];
    const actionTypeId = { category: 'Deploy', owner: 'AWS', provider, version: '1' };
    const stages = [source, { ...prod, actions: [{ ...action, actionTypeId, configuration }] }];
    return { pipeline: { ...pipeline, stages } };
  }

  async function none(): Promise<string | undefined> {
    const { live } = made.rig;
    const state: PipelineState = await made.rig.finish(live.read(pipelineState(made.rig.id('web'))));
    const executionId = state.stages[1]?.latest?.executionId ?? '';
    const of = { stage: 'Prod', action: 'Deploy', executionId };
    return (await made.rig.finish(live.read(actionLog(made.rig.id('web'), of)))).none;
  }

  it('is that of no log, but how its deployment stands, on machines', async () => {
    made.machines(2);
    made.rig.aws('CreatePipeline', deploying('CodeDeploy', { ApplicationName: 'web', DeploymentGroupName: 'prod' }));
    made.rig.elapse(60);
    expect(await none()).toMatch(
      /^Deployment d-\w{9} to web\/prod is Succeeded: 2 of 2 targets done, 0 failed; "signalbox deployment d-\w{9}" tells what happened at each target$/,
    );
  });

  it('and in ECS', async () => {
    made.ecs();
    const names = { ApplicationName: 'shop', DeploymentGroupName: 'prod' };
    made.rig.aws('CreatePipeline', deploying('CodeDeployToECS', { ...names, ...TEMPLATES }));
    made.rig.elapse(60);
    expect(await none()).toMatch(/^Deployment d-\w{9} to shop\/prod is Ready: 0 of 1 targets done/);
  });
});
