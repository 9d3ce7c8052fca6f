import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeploymentRig } from '../support/deployment-rig.ts';
import { gatedPipeline } from '../support/rig.ts';
import { Screen } from './screen.tsx';

/** Loading takes real time, and here only local time passes. */
import '../../src/operations/stop-deployment.ts';

function deployingPipeline() {
  const { pipeline } = gatedPipeline('web');
  const [source, , prod] = pipeline.stages;
  const [deploy] = prod?.actions ?? [];
  const action = {
    ...deploy,
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: '1' },
    configuration: { ApplicationName: 'web', DeploymentGroupName: 'prod' },
  };
  return { pipeline: { ...pipeline, stages: [source, { ...prod, actions: [action] }] } };
}

describe('a deploy action on the console', () => {
  let made: DeploymentRig;
  let screen: Screen;

  beforeEach(async () => {
    made = await DeploymentRig.open();
    made.machines(2);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, durationSeconds: 60 }]);
    made.rig.aws('CreatePipeline', deployingPipeline());
    made.rig.elapse(20);
    screen = new Screen(made.rig);
    await screen.rest();
  });

  afterEach(() => screen.close());

  it('lets its deployment be stopped, of which the menu tells what else cannot be done', async () => {
    await screen.press('enter', 'right', 'down', 'a');
    expect(screen.text).toMatch(/Steer the deployment +d-[A-Z0-9]{9}/);
    const line = screen.lines.findIndex((text) => text.includes('Steer the deployment'));
    const cursor = screen.lines.findIndex((text) => text.includes('› '));
    await screen.press(...Array.from({ length: line - cursor }, () => 'j'), 'enter');
    await screen.rest();
    expect(screen.text).toMatch(/Reroute the traffic +an in-place deployment never waits for anybody/);
    await screen.press('j', 'j', 'enter');
    await screen.rest(1000);
    expect(screen.text).toMatch(/Stop deployment d-[A-Z0-9]{9} to web\/prod/);
    await screen.press('y');
    await screen.rest(1000);
    expect(made.rig.sent).toContain('StopDeployment');
  });
});
