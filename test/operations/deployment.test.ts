import { beforeEach, describe, expect, it } from 'vitest';
import { planContinueDeployment } from '../../src/operations/continue-deployment.ts';
import { planStopDeployment } from '../../src/operations/stop-deployment.ts';
import { bundle, DeploymentRig, functionVersion, GREEN } from '../support/deployment-rig.ts';

const MINUTE = 60;
const ROLLS_BACK_ON_STOP = {
  autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_STOP_ON_REQUEST'] },
};

describe('steering a deployment', () => {
  let made: DeploymentRig;

  beforeEach(async () => {
    made = await DeploymentRig.open({ endpoint: 'http://127.0.0.1:4599' });
  });

  const ref = (id: string) => ({ place: made.rig.id(''), id });
  const stop = (id: string, rollback = false) =>
    made.rig.finish(planStopDeployment(made.rig.operations, { deployment: ref(id), rollback }));
  const proceed = (id: string, terminateOriginal = false) =>
    made.rig.finish(planContinueDeployment(made.rig.operations, { deployment: ref(id), terminateOriginal }));
  const fact = (plan: Awaited<ReturnType<typeof stop>>, label: string) =>
    plan.facts.find((one) => one.label === label)?.text;

  /** A deployment to machines that is under way for a while. */
  function running(more: object = {}): string {
    made.machines(3, more);
    made.deploy('web', bundle('one.zip'));
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, durationSeconds: 60 }]);
    return made.deploy('web', bundle('two.zip'), {}, 2);
  }

  function ready(): string {
    made.blueGreen(2);
    return made.deploy('web', bundle('one.zip'), GREEN, 5 * MINUTE);
  }

  it('3.8 stops a deployment, and says before what cannot be undone', async () => {
    const id = running();
    const plan = await stop(id);
    expect(plan).toMatchObject({
      operation: 'stop-deployment',
      title: `Stop deployment ${id} to web/prod`,
      subjects: [{ application: 'web', deploymentGroup: 'prod', deploymentId: id }],
      dangerous: true,
    });
    expect(fact(plan, 'Stands')).toBe('InProgress: 0 of 3 done, 1 in progress');
    expect(fact(plan, 'Rollback')).toBe('none: what was deployed so far stays');
    expect(fact(plan, 'Mind')).toContain('1 machine may be left between two revisions');
    expect(plan.command()).toBe(
      `signalbox deployment stop ${id} --region eu-west-1 --endpoint-url http://127.0.0.1:4599`,
    );
    expect(plan.awsCommand()).toBe(
      `aws deploy stop-deployment --deployment-id ${id} --region eu-west-1 --endpoint-url http://127.0.0.1:4599`,
    );
    const result = await made.rig.finish(plan.run());
    expect(result).toMatchObject({ status: 'Stopping', subjects: [{ deploymentId: id }] });
    expect(made.rig.audited).toMatchObject([
      { phase: 'attempted', request: 'codedeploy:StopDeployment', subject: { deploymentId: id } },
      { phase: 'succeeded', requestId: expect.any(String) },
    ]);
    made.rig.elapse(2 * MINUTE);
    expect(made.status(id)).toBe('Stopped');
  });

  it('3.8 rolls back to what succeeded last, and names it before', async () => {
    const id = running();
    const plan = await stop(id, true);
    expect(fact(plan, 'Rollback')).toMatch(/^a new deployment of s3:\/\/artifacts\/one.zip, of deployment d-/);
    expect(plan.awsCommand()).toContain('--auto-rollback-enabled');
    await made.rig.finish(plan.run());
    made.rig.elapse(2 * MINUTE);
    const { deploymentInfo } = made.rig.deploys('GetDeployment', { deploymentId: id });
    expect(deploymentInfo).toMatchObject({ rollbackInfo: { rollbackDeploymentId: expect.any(String) } });
  });

  it('3.8 says that the group rolls back what is stopped, also when nobody asks for it', async () => {
    const plan = await stop(running(ROLLS_BACK_ON_STOP));
    expect(fact(plan, 'Rollback')).toContain('(the group rolls back what is stopped)');
    expect(plan.awsCommand()).not.toContain('rollback');
  });

  it('refuses a rollback where nothing has succeeded yet, and the stop alone is possible', async () => {
    made.machines(1);
    const id = made.deploy('web', bundle('one.zip'), {}, 0);
    await expect(stop(id, true)).rejects.toMatchObject({ exitCode: 7, code: 'NoRollbackTarget' });
    expect((await stop(id)).confirm).toBe(`Stop ${id}`);
  });

  it('3.8 refuses to stop what is over, also when it ended meanwhile, and sends nothing', async () => {
    made.machines(1);
    const over = made.deploy('web', bundle('one.zip'));
    await expect(stop(over)).rejects.toMatchObject({ exitCode: 7, message: expect.stringContaining('has Succeeded') });
    const id = made.deploy('web', bundle('two.zip'), {}, 0);
    const plan = await stop(id);
    made.rig.elapse(MINUTE);
    await expect(made.rig.finish(plan.run())).rejects.toThrow(/it is over: it has Succeeded; nothing was sent/);
    expect(made.rig.sent).not.toContain('StopDeployment');
  });

  it('tells of a function that its traffic goes back, which endangers nothing', async () => {
    made.lambda();
    made.deploy('quotes', functionVersion(41), {}, 20 * MINUTE);
    const plan = await stop(made.deploy('quotes', functionVersion(42), {}, MINUTE));
    expect(plan.dangerous).toBe(false);
    expect(fact(plan, 'Then')).toBe('the traffic goes back to what served before');
  });

  it('looks again when the answer to a stop was lost', async () => {
    const plan = await stop(ready());
    made.rig.losesAnswer = (operation) => operation === 'StopDeployment';
    await expect(made.rig.finish(plan.run())).rejects.toThrow(
      /the change was made all the same: deployment .* Stopped/,
    );
  });

  it('3.9 reroutes the traffic of one that is ready', async () => {
    const id = ready();
    const plan = await proceed(id);
    expect(plan).toMatchObject({ operation: 'continue-deployment', dangerous: false });
    expect(fact(plan, 'After')).toBe('the original instances are terminated 30m00s later');
    expect(plan.awsCommand()).toContain(
      `aws deploy continue-deployment --deployment-id ${id} --deployment-wait-type READY_WAIT`,
    );
    await made.rig.finish(plan.run());
    expect(made.status(id)).toBe('InProgress');
  });

  it('3.9 terminates the original when the wait for that has begun, and not before', async () => {
    const id = ready();
    await expect(proceed(id, true)).rejects.toMatchObject({ exitCode: 7, message: expect.stringContaining('Ready') });
    await made.rig.finish((await proceed(id)).run());
    made.rig.elapse(5 * MINUTE);
    const plan = await proceed(id, true);
    expect(plan).toMatchObject({ operation: 'terminate-original', dangerous: true });
    expect(plan.command()).toContain(`deployment continue ${id} --terminate-original`);
    await made.rig.finish(plan.run());
    expect(made.status(id)).toBe('Succeeded');
    await expect(proceed(id)).rejects.toMatchObject({ exitCode: 7 });
  });

  it('3.8 refuses to continue what waits for nobody', async () => {
    await expect(proceed(running())).rejects.toThrow('an in-place deployment never waits for anybody');
    made.lambda();
    const id = made.deploy('quotes', functionVersion(41), {}, 5);
    await expect(proceed(id)).rejects.toThrow('a deployment of a function never waits for anybody');
    await expect(proceed(id, true)).rejects.toMatchObject({ exitCode: 7 });
  });

  it('refuses when somebody continued it meanwhile, and cannot tell whose continuing was lost', async () => {
    const id = ready();
    const plan = await proceed(id);
    made.rig.losesAnswer = (operation) => operation === 'ContinueDeployment';
    await expect(made.rig.finish(plan.run())).rejects.toThrow('whether the change was made cannot be told');
    await expect(made.rig.finish(plan.run())).rejects.toThrow('it is InProgress, not Ready; nothing was sent');
  });
});
