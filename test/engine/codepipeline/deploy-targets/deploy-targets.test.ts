import { describe, expect, it } from 'vitest';
import type { Instance } from '../../../../src/engine/fleet.ts';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { deploy, pipeline, source, stage, threeStages } from '../definitions.ts';
import { Harness } from '../harness.ts';

const TAG = { InstanceTagKey: 'env', InstanceTagValue: 'prod', InstanceType: 'EC2' };

function ec2(configuration: Record<string, string> = {}): ActionDeclaration {
  const actionTypeId = { category: 'Deploy', owner: 'AWS', provider: 'EC2', version: '1' } as const;
  return {
    name: 'Ship',
    actionTypeId,
    configuration: { ...TAG, ...configuration },
    inputArtifacts: [{ name: 'Src' }],
  };
}

function eks(): ActionDeclaration {
  const actionTypeId = { category: 'Deploy', owner: 'AWS', provider: 'EKS', version: '1' } as const;
  return { name: 'Ship', actionTypeId, configuration: { ClusterName: 'blue' }, inputArtifacts: [{ name: 'Src' }] };
}

function machines(count: number, extra: Partial<Instance> = {}): Instance[] {
  return Array.from({ length: count }, (_, i) => ({ id: `i-${i + 1}`, tags: { env: 'prod' }, ...extra }));
}

/** A pipeline of a source and one deploy action, whose deployment has just begun. */
function deploying(action: ActionDeclaration, fleet: readonly Instance[], arrange?: (engine: Harness) => void) {
  const engine = new Harness();
  engine.world.fleet.replace(fleet);
  arrange?.(engine);
  const id = engine.create(pipeline([stage('Source', source()), stage('Prod', action)], { pipelineType: 'V2' }));
  engine.advance(1);
  const actionExecutionId = (): string => engine.action('Prod', 'Ship').latestExecution.actionExecutionId;
  const list = (more: object = {}) =>
    engine.call('ListDeployActionExecutionTargets', { actionExecutionId: actionExecutionId(), ...more });
  const statuses = (more?: object): string[] =>
    list(more).targets.map((target: { targetId: string; status: string }) => `${target.targetId} ${target.status}`);
  const latest = () => engine.action('Prod', 'Ship').latestExecution;
  return { engine, id, list, statuses, latest, actionExecutionId };
}

describe('ListDeployActionExecutionTargets', () => {
  it('2.9 tells the machines with the tag, and how far each is', () => {
    const others = [{ id: 'i-other', tags: { env: 'dev' } }, { id: 'i-bare' }];
    const scripts = { PreScript: 'scripts/before.sh', PostScript: 'scripts/after.sh' };
    const { engine, list, latest } = deploying(ec2(scripts), [...machines(1), ...others]);
    const start = engine.world.clock.now() / 1000;
    engine.advance(5);
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(list()).toEqual({
      targets: [
        {
          targetId: 'i-1',
          targetType: 'EC2',
          status: 'InProgress',
          startTime: start * 1000,
          events: [
            {
              name: 'BeforeDeploy',
              status: 'Succeeded',
              startTime: start * 1000,
              endTime: start * 1000 + 3333,
              context: { ssmCommandId: uuid },
            },
            {
              name: 'Deploy',
              status: 'InProgress',
              startTime: start * 1000 + 3333,
              context: { ssmCommandId: uuid },
            },
            { name: 'AfterDeploy', status: 'Pending' },
          ],
        },
      ],
    });
    engine.advance(5);
    expect(list().targets[0]).toMatchObject({ status: 'Succeeded', endTime: start * 1000 + 10_000 });
    expect(latest()).toMatchObject({ status: 'Succeeded', summary: 'Deployed to 1 instance' });
  });

  it.each([
    [{}, ['Deploy']],
    [{ PreScript: 'a' }, ['BeforeDeploy', 'Deploy']],
    [{ DeploySpec: 'spec.yml' }, ['BeforeDeploy', 'Deploy', 'AfterDeploy']],
    [{ PostScript: 'a', TargetGroupNameList: 'web' }, ['DeregisterTarget', 'Deploy', 'AfterDeploy', 'RegisterTarget']],
  ])('2.9 [D] what %j does on a machine are the events %j', (configuration, names) => {
    const { list } = deploying(ec2(configuration), machines(1));
    expect(list().targets[0].events.map((event: { name: string }) => event.name)).toEqual(names);
  });

  it('2.9 TARGET_STATUS filters, and every filter must hold', () => {
    const { engine, statuses } = deploying(ec2({ MaxBatch: '2' }), machines(3));
    engine.advance(10);
    const filter = (...values: string[]) => ({ name: 'TARGET_STATUS', values });
    expect(statuses()).toEqual(['i-1 Succeeded', 'i-2 Succeeded', 'i-3 InProgress']);
    expect(statuses({ filters: [filter('InProgress')] })).toEqual(['i-3 InProgress']);
    expect(statuses({ filters: [filter('InProgress', 'Succeeded')] })).toHaveLength(3);
    expect(statuses({ filters: [filter('InProgress'), filter('Succeeded')] })).toEqual([]);
    expect(statuses({ filters: [{ name: 'TARGET_STATUS' }] })).toHaveLength(3);
    expect(statuses({ filters: [] })).toHaveLength(3);
  });

  it('1.5 pages; a token holds for the same arguments only', () => {
    const { engine, list, actionExecutionId } = deploying(ec2(), machines(250));
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = list({ nextToken });
      seen.push(...page.targets.map((target: { targetId: string }) => target.targetId));
      expect(page.targets.length).toBeLessThanOrEqual(100);
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seen).toEqual(machines(250).map(({ id }) => id));
    const { nextToken: token } = list({ maxResults: 10 });
    const input = { actionExecutionId: actionExecutionId(), nextToken: token };
    expect(list({ maxResults: 10, nextToken: token }).targets[0].targetId).toBe('i-11');
    for (const other of [
      { maxResults: 20 },
      { maxResults: 10, pipelineName: 'web' },
      { maxResults: 10, filters: [] },
    ]) {
      expect(engine.refusal('ListDeployActionExecutionTargets', { ...input, ...other })).toMatch(/^InvalidNextToken/);
    }
  });

  it('2.9 an unknown execution, or one of another pipeline, is not found; an unknown pipeline comes first', () => {
    const { engine, list, actionExecutionId } = deploying(ec2(), machines(1));
    engine.create(threeStages({ name: 'api' }));
    const refusal = (input: object) => engine.refusal('ListDeployActionExecutionTargets', input);
    const known = actionExecutionId();
    expect(refusal({ actionExecutionId: 'none' })).toMatch(/^ActionExecutionNotFoundException: .*'none'/);
    expect(refusal({ actionExecutionId: known, pipelineName: 'api' })).toMatch(/^ActionExecutionNotFoundException/);
    expect(refusal({ actionExecutionId: 'none', pipelineName: 'none' })).toMatch(/^PipelineNotFoundException/);
    expect(list({ pipelineName: 'web' }).targets).toHaveLength(1);
    engine.advance(400 * 24 * 3600);
    expect(refusal({ actionExecutionId: known })).toMatch(/^ActionExecutionNotFoundException/);
  });

  it('2.9 [D] an action of another kind has no targets', () => {
    const { engine, list } = deploying(deploy(), machines(1));
    expect(list().targets).toEqual([]);
    const { actionExecutionId } = engine.action('Source', 'Checkout').latestExecution;
    expect(engine.call('ListDeployActionExecutionTargets', { actionExecutionId }).targets).toEqual([]);
  });
});

describe('an EC2 deploy action', () => {
  it('2.9 [D] without a fleet is a deploy like any other', () => {
    const { engine, list, latest } = deploying(ec2(), []);
    engine.advance(9.999);
    expect(latest().status).toBe('InProgress');
    engine.advance(0.001);
    expect(latest().status).toBe('Succeeded');
    expect(list().targets).toEqual([]);
  });

  it('2.9 without a value every machine with the key is meant', () => {
    const fleet: Instance[] = [
      { id: 'i-1', tags: { env: 'prod' } },
      { id: 'i-2', tags: { env: 'dev' } },
      { id: 'i-3', tags: { Env: 'x' } },
    ];
    const action = ec2();
    const { InstanceTagValue: _, ...configuration } = action.configuration!;
    expect(deploying({ ...action, configuration }, fleet).statuses()).toEqual(['i-1 InProgress', 'i-2 InProgress']);
  });

  it('2.9 [D] machines outside of EC2 are nodes of Systems Manager only', () => {
    const fleet: Instance[] = [...machines(1), { id: 'mi-1', tags: { env: 'prod' }, onPremises: true }];
    expect(deploying(ec2(), fleet).statuses()).toEqual(['i-1 InProgress']);
    const { list } = deploying(ec2({ InstanceType: 'SSM_MANAGED_NODE' }), fleet);
    expect(list().targets).toMatchObject([
      { targetId: 'i-1', targetType: 'SSM_MANAGED_NODE' },
      { targetId: 'mi-1', targetType: 'SSM_MANAGED_NODE' },
    ]);
  });

  it.each([
    [{ InstanceTagValue: 'test' }, 'No instances were found with the tag env=test'],
    [{ InstanceType: 'Windows' }, "InstanceType must be EC2 or SSM_MANAGED_NODE, not 'Windows'"],
    [{ MaxBatch: 'all' }, 'MaxBatch and MaxError must be a number such as 2, or a share such as 50%'],
    [{ MaxError: '-1' }, 'MaxBatch and MaxError must be a number such as 2, or a share such as 50%'],
  ])('2.9 [D] %j fails as a mistake of the configuration', (configuration, message) => {
    const { engine, id, latest, list } = deploying(ec2(configuration), machines(1));
    expect(latest()).toMatchObject({ status: 'Failed', errorDetails: { code: 'ConfigurationError', message } });
    expect(engine.status(id)).toBe('Failed');
    expect(list().targets).toEqual([]);
  });

  it('2.9 more than 500 machines are too many', () => {
    const { latest } = deploying(ec2(), machines(501));
    expect(latest().errorDetails.message).toContain('at most 500');
  });

  it.each([
    ['2', 2],
    ['50%', 3],
    ['1%', 1],
    ['0', 1],
    [undefined, 6],
  ])('2.9 with a MaxBatch of %s as many as %i are deployed to at once', (MaxBatch, count) => {
    const { engine, statuses } = deploying(ec2(MaxBatch === undefined ? {} : { MaxBatch }), machines(6));
    const running = () => statuses().filter((status) => status.endsWith('InProgress')).length;
    expect(running()).toBe(count);
    engine.advance(10);
    expect(running()).toBe(Math.min(count, 6 - count));
    engine.advance(60);
    expect(new Set(statuses().map((status) => status.split(' ')[1]))).toEqual(new Set(['Succeeded']));
  });

  it('2.9 a rule may let a machine fail, and then no further one begins', () => {
    const { engine, id, statuses, latest, list } = deploying(
      ec2({ MaxBatch: '1', PostScript: 'scripts/after.sh' }),
      machines(3),
      (engine) => engine.behave({ match: { target: 'i-2' }, outcome: 'fail', durationSeconds: 4 }),
    );
    engine.advance(14);
    expect(statuses()).toEqual(['i-1 Succeeded', 'i-2 Failed', 'i-3 Cancelled']);
    expect(latest()).toMatchObject({
      status: 'Failed',
      errorDetails: { code: 'JobFailed', message: 'Deployment failed on i-2' },
    });
    expect(list().targets[1].events).toMatchObject([
      { name: 'Deploy', status: 'Succeeded' },
      { name: 'AfterDeploy', status: 'Failed', context: { message: 'Deployment failed on i-2' } },
    ]);
    expect(engine.status(id)).toBe('Failed');
  });

  it('2.9 up to MaxError machines may fail', () => {
    const { engine, statuses, latest } = deploying(ec2({ MaxBatch: '1', MaxError: '34%' }), machines(3), (engine) =>
      engine.behave({ match: { target: 'i-1' }, outcome: 'fail', error: { code: 'X', message: 'disk full' } }),
    );
    engine.advance(30);
    expect(statuses()).toEqual(['i-1 Failed', 'i-2 Succeeded', 'i-3 Succeeded']);
    expect(latest()).toMatchObject({ status: 'Succeeded', summary: 'Deployment failed on i-1' });
  });

  it('engine-control: a rule for the action holds for its machines, and its times count the action once', () => {
    const { engine, statuses, latest } = deploying(ec2(), machines(2), (engine) =>
      engine.behave({ match: { action: 'Ship' }, outcome: 'fail', durationSeconds: 3, times: 1 }),
    );
    engine.advance(3);
    expect(statuses()).toEqual(['i-1 Failed', 'i-2 Failed']);
    expect(latest().status).toBe('Failed');
    expect(engine.world.behaviors.list()[0]?.times).toBe(0);
  });

  it('engine-control: a slow agent takes longer, and one that is offline fails at once', () => {
    const slow: Instance = { id: 'i-slow', tags: { env: 'prod' }, agent: 'slow' };
    const offline: Instance = { id: 'i-off', tags: { env: 'prod' }, agent: 'offline' };
    const { engine, statuses, list } = deploying(ec2({ MaxError: '1' }), [slow, offline]);
    expect(statuses()).toEqual(['i-slow InProgress', 'i-off Failed']);
    expect(list().targets[1].events[0].context.message).toBe('The SSM agent of i-off is not online');
    engine.advance(99);
    expect(statuses()).toEqual(['i-slow InProgress', 'i-off Failed']);
    engine.advance(1);
    expect(statuses()).toEqual(['i-slow Succeeded', 'i-off Failed']);
  });

  it('2.3 a machine that never ends takes the action into its timeout', () => {
    const { engine, latest, statuses } = deploying(ec2(), machines(2), (engine) =>
      engine.behave({ match: { target: 'i-1' }, outcome: 'hang' }),
    );
    engine.advance(3599);
    expect(latest().status).toBe('InProgress');
    engine.advance(1);
    expect(latest()).toMatchObject({ status: 'Failed', errorDetails: { code: 'JobFailed' } });
    expect(statuses()).toEqual(['i-1 InProgress', 'i-2 Succeeded']);
  });

  it('2.9 after a retry what failed comes first, and what has the artifact already is skipped', () => {
    const { engine, id, statuses, latest } = deploying(ec2({ MaxBatch: '1' }), machines(3), (engine) =>
      engine.behave({ match: { target: 'i-2' }, outcome: 'fail', times: 1 }),
    );
    engine.advance(20);
    expect(statuses()).toEqual(['i-1 Succeeded', 'i-2 Failed', 'i-3 Cancelled']);
    engine.retry('Prod', id);
    expect(statuses()).toEqual(['i-2 InProgress', 'i-1 Pending', 'i-3 Pending']);
    engine.advance(20);
    expect(statuses()).toEqual(['i-2 Succeeded', 'i-1 Skipped', 'i-3 Succeeded']);
    expect(latest().status).toBe('Succeeded');
    engine.start();
    engine.advance(1);
    expect(statuses()).toEqual(['i-1 InProgress', 'i-2 Pending', 'i-3 Pending']);
  });

  it('2.7 abandoning the execution does not stop the deployment', () => {
    const { engine, id, statuses, latest } = deploying(ec2(), machines(1));
    engine.stop(id, { abandon: true });
    engine.advance(10);
    expect(statuses()).toEqual(['i-1 Succeeded']);
    expect(latest().status).toBe('Abandoned');
  });

  it('2.9 writes what it does to a log of its own', () => {
    const { engine } = deploying(ec2(), machines(1));
    engine.advance(10);
    expect(engine.logLines.map((line) => line.replace(/^(\S+) .*Z? (Deploy.*)$/, '$1 $2'))).toEqual([
      '/aws/codepipeline/web Deployment to i-1: Succeeded',
      '/aws/codepipeline/web Deployed to 1 instance',
    ]);
  });
});

describe('an EKS deploy action', () => {
  it('2.9 [D] has its cluster as its target, which fares as the action does', () => {
    const { engine, list } = deploying(eks(), []);
    const at = engine.world.clock.now();
    const target = { targetId: 'blue', targetType: 'EKS', status: 'InProgress', startTime: at };
    expect(list().targets).toEqual([{ ...target, events: [{ name: 'Deploy', status: 'InProgress', startTime: at }] }]);
    engine.advance(10);
    expect(list().targets).toMatchObject([{ status: 'Succeeded', endTime: at + 10_000 }]);
    expect(engine.details()[0].output.outputVariables).toEqual({ EKSClusterName: 'blue' });
  });

  it('engine-control: a rule for its target lets it fail', () => {
    const { engine, list, latest } = deploying(eks(), [], (engine) =>
      engine.behave({ match: { target: 'b*' }, outcome: 'fail', error: { code: 'JobFailed', message: 'no nodes' } }),
    );
    engine.advance(10);
    expect(latest().errorDetails.message).toBe('no nodes');
    expect(list().targets[0].events[0]).toMatchObject({ status: 'Failed', context: { message: 'no nodes' } });
  });
});
