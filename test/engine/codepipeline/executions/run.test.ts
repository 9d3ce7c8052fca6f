import { describe, expect, it } from 'vitest';
import { build, deploy, lambda, pipeline, source, stage, threeStages } from '../definitions.ts';
import { ALICE, Harness, START } from '../harness.ts';

describe('a run through the pipeline', () => {
  it('2.2 CreatePipeline starts the first execution at once, triggered by the creation', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    expect(engine.executions()).toEqual([
      expect.objectContaining({
        pipelineExecutionId: id,
        status: 'InProgress',
        startTime: START,
        trigger: { triggerType: 'CreatePipeline', triggerDetail: ALICE },
      }),
    ]);
    expect(engine.action('Source', 'Checkout').latestExecution.status).toBe('InProgress');
  });

  it('2.4 an execution goes from stage to stage and succeeds with the last one', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(21);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.story(id)).toEqual([
      'pipeline STARTED',
      'stage Source STARTED',
      'action Source/Checkout STARTED',
      'action Source/Checkout SUCCEEDED',
      'stage Source SUCCEEDED',
      'stage Build STARTED',
      'action Build/Compile STARTED',
      'action Build/Compile SUCCEEDED',
      'stage Build SUCCEEDED',
      'stage Prod STARTED',
      'action Prod/Ship STARTED',
      'action Prod/Ship SUCCEEDED',
      'stage Prod SUCCEEDED',
      'pipeline SUCCEEDED',
    ]);
  });

  it('2.4 a source takes 1 s, a build and a deployment 10 s each, where no rule says otherwise', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    const seen: string[] = [];
    for (const seconds of [0.999, 0.001, 9.999, 0.001, 9.999, 0.001]) {
      engine.advance(seconds);
      seen.push(engine.executions()[0].status + engine.history().length);
    }
    expect(seen).toEqual(['InProgress1', 'InProgress2', 'InProgress2', 'InProgress3', 'InProgress3', 'Succeeded3']);
    expect(engine.call('GetPipelineExecution', { pipelineName: 'web', pipelineExecutionId: id })).toBeDefined();
  });

  it('2.4 actions of a run order run together, the next order after all of them', () => {
    const engine = new Harness();
    const actions = [
      lambda('Late', { runOrder: 7 }),
      build('One', { runOrder: 2 }),
      lambda('Two', { runOrder: 2 }),
      lambda('First'),
    ];
    engine.behave({ match: { action: 'Two' }, durationSeconds: 30 });
    engine.create(pipeline([stage('Source', source()), stage('Test', ...actions)]));
    engine.advance(1);
    expect(engine.history()).toEqual(['Source/Checkout Succeeded', 'Test/First InProgress']);
    engine.advance(10);
    expect(engine.history().slice(2)).toEqual(['Test/One InProgress', 'Test/Two InProgress']);
    engine.advance(29);
    expect(engine.history().slice(2)).toEqual(['Test/One Succeeded', 'Test/Two InProgress']);
    engine.advance(1);
    expect(engine.history().slice(2)).toEqual(['Test/One Succeeded', 'Test/Two Succeeded', 'Test/Late InProgress']);
  });

  it('2.4 siblings of a failed action run to their end, later groups do not start, then the stage fails and unlocks', () => {
    const engine = new Harness();
    engine.behave(
      { match: { action: 'Quick' }, outcome: 'fail', durationSeconds: 2, times: 1 },
      { match: { action: 'Slow' }, durationSeconds: 20 },
    );
    const actions = [lambda('Quick'), lambda('Slow'), lambda('After', { runOrder: 2 })];
    const id = engine.create(pipeline([stage('Source', source()), stage('Test', ...actions), stage('Prod', deploy())]));
    engine.advance(4);
    const second = engine.start();
    engine.advance(2);
    expect(engine.stage('Test').latestExecution).toMatchObject({ pipelineExecutionId: id, status: 'InProgress' });
    expect(engine.stage('Test').inboundExecution.pipelineExecutionId).toBe(second);
    engine.advance(15);
    expect(engine.status(id)).toBe('Failed');
    expect(engine.story(id).slice(-4)).toEqual([
      'action Test/Quick FAILED',
      'action Test/Slow SUCCEEDED',
      'stage Test FAILED',
      'pipeline FAILED',
    ]);
    expect(engine.stage('Test').latestExecution).toMatchObject({ pipelineExecutionId: second, status: 'InProgress' });
  });

  it.each(['succeed', 'fail'] as const)(
    '2.4 actions that all %s at the same instant end their stage once',
    (outcome) => {
      const engine = new Harness();
      engine.behave({ match: { stage: 'Test' }, outcome, durationSeconds: 0 });
      const id = engine.create(pipeline([stage('Source', source()), stage('Test', lambda('One'), lambda('Two'))]));
      engine.advance(1);
      const end = outcome === 'succeed' ? 'SUCCEEDED' : 'FAILED';
      expect(engine.story(id).slice(-4)).toEqual([
        `action Test/One ${end}`,
        `action Test/Two ${end}`,
        `stage Test ${end}`,
        `pipeline ${end}`,
      ]);
    },
  );

  it('2.4 an action that has not begun shows the entry of an older execution', () => {
    const engine = new Harness();
    const stages = [stage('Source', source()), stage('Prod', lambda('Check'), deploy('Ship', { runOrder: 2 }))];
    engine.create(pipeline(stages));
    engine.advance(21);
    const before = engine.action('Prod', 'Ship').latestExecution;
    engine.start();
    engine.advance(5);
    expect(engine.action('Prod', 'Check').latestExecution.status).toBe('InProgress');
    expect(engine.action('Prod', 'Ship').latestExecution).toEqual(before);
    expect(before.status).toBe('Succeeded');
  });

  it('2.8 what takes no time has happened before the answer', () => {
    const engine = new Harness();
    engine.behave({ match: {}, durationSeconds: 0 });
    const id = engine.create(threeStages());
    expect(engine.status(id)).toBe('Succeeded');
    const compile = engine.details().find((run: { actionName: string }) => run.actionName === 'Compile');
    expect(compile.output.executionResult.externalExecutionId).toMatch(/^web-build:/);
  });
});

describe('action timeouts', () => {
  it('2.3 an action that takes longer than its timeout fails at the timeout', () => {
    const engine = new Harness();
    engine.behave({ match: { stage: 'Prod' }, durationSeconds: 7200 });
    const id = engine.create(threeStages());
    engine.advance(11 + 3600);
    expect(engine.status(id)).toBe('Failed');
  });
});

describe('behaviours', () => {
  it('2.8 a failed action carries its error and summary', () => {
    const engine = new Harness();
    const error = { code: 'PermissionError', message: 'role may not deploy' };
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', error, summary: 'Deployment d-1 failed' });
    engine.create(threeStages());
    engine.advance(21);
    const { latestExecution } = engine.action('Prod', 'Ship');
    expect(latestExecution).toMatchObject({
      status: 'Failed',
      summary: 'Deployment d-1 failed',
      errorDetails: error,
      lastStatusChange: START + 21_000,
    });
  });

  it('2.14 a rule is taken once when an action starts', () => {
    const engine = new Harness();
    engine.behave({ match: { stage: 'Prod' }, outcome: 'fail', times: 1 });
    const first = engine.create(threeStages());
    engine.advance(21);
    const second = engine.start();
    engine.advance(21);
    expect([engine.status(first), engine.status(second)]).toEqual(['Failed', 'Succeeded']);
  });
});

describe('Commands', () => {
  const commands = lambda('Script', {
    actionTypeId: { category: 'Compute', owner: 'AWS', provider: 'Commands', version: '1' },
    configuration: {},
    commands: ['npm ci', 'npm test'],
    outputVariables: ['TAG'],
  });
  const definition = pipeline([stage('Source', source()), stage('Test', commands)], { pipelineType: 'V2' });

  it('2.3 writes its commands into a log that the action names, and sets its variables', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Script' }, logLines: ['212 passed'] });
    const id = engine.create(definition);
    engine.advance(11);
    expect(engine.status(id)).toBe('Succeeded');
    const [{ actionExecutionId, output }] = engine.details();
    const prefix = `/aws/codepipeline/web ${actionExecutionId} `;
    expect(engine.logLines.every((line) => line.startsWith(prefix))).toBe(true);
    expect(engine.logLines.map((line) => line.replace(/^.*\.\d{6} /, '').replace(prefix, ''))).toEqual([
      'Entering phase BUILD',
      'Running command npm ci',
      'Running command npm test',
      '212 passed',
      'Phase complete: BUILD State: SUCCEEDED',
    ]);
    expect(output.executionResult.logStreamARN).toContain(
      `log-group:/aws/codepipeline/web:log-stream:${actionExecutionId}`,
    );
    expect(output.outputVariables).toEqual({ TAG: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });

  it('2.3 a failed run says so in its log', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Script' }, outcome: 'fail' });
    const id = engine.create(definition);
    engine.advance(11);
    expect(engine.status(id)).toBe('Failed');
    expect(engine.logLines.at(-1)).toContain('Phase complete: BUILD State: FAILED');
  });
});
