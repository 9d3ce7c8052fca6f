import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { Screen } from './screen.tsx';

describe('what the console does with a stage', () => {
  let rig: Rig;
  let screen: Screen;

  beforeEach(async () => {
    rig = await Rig.open();
  });
  afterEach(() => screen.close());

  /** The screen of the pipeline web, its cursor on the row of a stage. */
  async function openAt(stage: string, columns = 80): Promise<void> {
    screen = new Screen(rig, { columns });
    await screen.rest();
    await screen.press('enter', 'g');
    for (let turn = 0; turn < 20 && !screen.marked.includes(stage); turn += 1) await screen.press('j');
    await screen.press('a');
  }

  async function choose(label: string): Promise<void> {
    for (let turn = 0; turn < 20 && !markedOffer().includes(label); turn += 1) await screen.press('j');
    await screen.press('enter');
    await screen.rest(400);
  }

  const markedOffer = () => screen.lines.find((line) => line.includes('│ ›')) ?? '';

  describe('the menu', () => {
    beforeEach(() => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      rig.elapse(60);
    });

    it('has its cursor first on what one came for, and on nothing that ends something', async () => {
      rig.aws('DisableStageTransition', {
        ...{ pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound', reason: 'x' },
      });
      await openAt('Gate');
      expect(markedOffer()).toContain('Approve');
      await screen.press('esc');
      for (let turn = 0; turn < 20 && !screen.marked.includes('closed by'); turn += 1) await screen.press('j');
      await screen.press('a');
      expect(markedOffer()).toContain('Open the transition');
    });

    it('lets nothing be done by one key that cannot be undone: its name is to be typed', async () => {
      await openAt('Gate');
      await choose('Reject');
      expect(screen.text).toMatch(/Name +▏ +type web/);
      expect(screen.text).not.toMatch(/Why /);
      await screen.press('tab', 'tab', 'tab', 'enter');
      expect(screen.text).toContain('type web to confirm it');
      await screen.type('web');
      await screen.press('enter', 'enter', 'y');
      expect(screen.text).toMatch(/Rejected .* at\s+Gate\/Approve/);
    });

    it('goes to its ends', async () => {
      await openAt('Gate');
      await screen.press('G');
      expect(markedOffer()).toContain('Unfreeze');
      await screen.press('home');
      expect(markedOffer()).toContain('Approve');
    });

    it('tells in full what has no room beside its name, and does not move for it', async () => {
      await openAt('Gate', 60);
      const edge = () => screen.lines.findIndex((line) => line.includes('└'));
      const before = edge();
      for (let turn = 0; turn < 20 && !markedOffer().includes('Roll back'); turn += 1) await screen.press('j');
      expect(markedOffer()).toMatch(/…/);
      expect(screen.text.replace(/[│\s]+/g, ' ')).toMatch(/runs in Gate: wait for its end, or stop it/);
      expect(edge()).toBe(before);
    });
  });

  describe('rolling back', () => {
    const deploy = (id: string, summary: string) => {
      rig.push('web', 'Checkout', id.padEnd(40, '0'), summary);
      rig.elapse(60);
    };
    beforeEach(() => {
      const { pipeline } = gatedPipeline('web');
      const [source, , prod] = pipeline.stages;
      rig.aws('CreatePipeline', { pipeline: { ...pipeline, stages: [source, prod] } });
      rig.elapse(60);
      deploy('51d00fe', 'Green header');
      deploy('77b0e1d', 'Blue header');
    });

    it('lists the targets and why the others are none, then plans, then sends', async () => {
      await openAt('Prod');
      await choose('Roll back');
      expect(screen.text).toContain('Roll back Prod to');
      expect(markedOffer()).toMatch(/› 51d00fe +2m ago {2}Green header/);
      expect(screen.text).toMatch(/77b0e1d +is what Prod holds now/);
      await screen.press('enter');
      await screen.rest(400);
      expect(screen.text).toMatch(/Checkout +51d00fe instead of 77b0e1d/);
      await screen.press('y');
      expect(screen.text).toMatch(/Rolling Prod of web back to 51d00fe Green header: execution \w{6}/);
      expect(rig.sent.filter((operation) => operation === 'RollbackStage')).toHaveLength(1);
      expect(screen.text).toMatch(/Prod .*rollback/);
    });

    it('says of a target that is none why, and of the source stage', async () => {
      await openAt('Prod');
      await choose('Roll back');
      await choose('77b0e1d');
      expect(screen.text).toContain('77b0e1d: is what Prod holds now');
      screen.close();
      await openAt('Source');
      expect(screen.text).toMatch(/Roll back +the source stage/);
    });
  });

  describe('overriding a condition', () => {
    beforeEach(() => {
      const { pipeline } = gatedPipeline('web');
      const [source, , prod] = pipeline.stages;
      const ruleTypeId = { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' };
      const configuration = { Variable: '#{variables.WORD}', Operator: 'EQ', Value: 'stop' };
      const rules = [{ name: 'our-rule', ruleTypeId, configuration }];
      const beforeEntry = { conditions: [{ result: 'FAIL', rules }] };
      const variables = [{ name: 'WORD', defaultValue: 'go' }];
      const stages = [source, { ...prod, beforeEntry }];
      rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', variables, stages } });
      rig.elapse(60);
    });

    it('shows the rule that failed, sends, and says of the stage that it was overridden', async () => {
      await openAt('Prod');
      await choose('Override');
      expect(screen.text).toContain('Override the condition before entry of Prod in web');
      expect(screen.text).toContain("our-rule has Failed: 'go' EQ 'stop' does not hold");
      await screen.press('y');
      expect(screen.text).toContain('Overrode the condition before entry of Prod of web');
      await screen.rest(10_000);
      expect(screen.lines.find((line) => line.includes('Prod '))).toMatch(/overridden/);
    });

    it('goes out of date when somebody else overrides it', async () => {
      await openAt('Prod');
      await choose('Override');
      const { stageStates } = rig.aws('GetPipelineState', { name: 'web' }) as {
        stageStates: { latestExecution: { pipelineExecutionId: string } }[];
      };
      rig.aws('OverrideStageCondition', {
        pipelineName: 'web',
        stageName: 'Prod',
        pipelineExecutionId: stageStates[1]!.latestExecution.pipelineExecutionId,
        conditionType: 'BEFORE_ENTRY',
      });
      await screen.rest(10_000);
      expect(screen.text).toContain('the conditions of Prod stand differently now; nothing was sent');
    });
  });

  describe('freezing', () => {
    beforeEach(() => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      rig.elapse(60);
    });

    it('closes all but the first, shows it, and opens it again', async () => {
      await openAt('Prod');
      await choose('Freeze');
      expect(screen.text).toContain('Close 2 transitions in web');
      await screen.type('year-end freeze');
      await screen.press('enter', 'y');
      expect(screen.text).toContain('Closed 2 transitions in web: year-end freeze');
      await screen.rest(10_000);
      expect(screen.text.match(/closed by operator/g)).toHaveLength(2);
      await screen.press('a');
      await choose('Unfreeze');
      expect(screen.text).toMatch(/Opens +web: Gate, Prod/);
      await screen.press('y');
      expect(screen.text).toContain('Opened 2 transitions in web');
    });

    it('says that it was somebody else who closed it', async () => {
      rig.aws('DisableStageTransition', {
        pipelineName: 'web',
        stageName: 'Prod',
        transitionType: 'Inbound',
        reason: 'x',
      });
      await openAt('Prod');
      await choose('Unfreeze');
      expect(screen.text).toContain('what is closed in web was not closed by a freeze of signalbox');
    });
  });
});
