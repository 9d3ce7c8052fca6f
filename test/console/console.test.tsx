import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { Screen } from './screen.tsx';

describe('the console', () => {
  let rig: Rig;
  let screen: Screen;

  const open = async (size?: ConstructorParameters<typeof Screen>[1]) => {
    screen = new Screen(rig, size);
    await screen.rest();
  };

  beforeEach(async () => {
    rig = await Rig.open();
  });

  afterEach(() => screen.close());

  describe('the fleet', () => {
    it('says whom it asks until the first answer', () => {
      screen = new Screen(rig);
      expect(screen.text).toContain('asking eu-west-1 …');
    });

    it('says calmly that there is no pipeline', async () => {
      await open();
      expect(screen.text).toContain('There is no pipeline here yet.');
      await screen.press('j', 'enter', 'a', 't', 'l', 'G');
      expect(screen.text).toContain('There is no pipeline here yet.');
    });

    it('is exactly as high and as wide as the terminal, at every size', async () => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      await open();
      for (const [columns, rows] of [
        [60, 20],
        [80, 24],
        [120, 40],
        [200, 60],
        [40, 10],
      ] as const) {
        await screen.resize(columns, rows);
        expect(screen.lines.length, `${columns}×${rows}`).toBe(rows);
        expect(Math.max(...screen.lines.map((line) => line.length))).toBe(columns);
        expect(screen.text).toContain('web');
      }
    });

    it('takes keys that were typed ahead one after the other, each on what the one before has shown', async () => {
      for (const name of ['api', 'docs', 'web']) rig.aws('CreatePipeline', gatedPipeline(name));
      await open();
      await screen.type('/docs\r\r');
      expect(screen.lines[0]).toMatch(/^ docs /);
    });

    it('says in a line that the terminal is too small', async () => {
      await open({ columns: 80, rows: 8 });
      expect(screen.text.trim()).toBe('terminal too small: 40×10 needed, 80×8 here');
    });

    it('keeps the cursor on its pipeline when the order changes', async () => {
      for (const name of ['alpha', 'beta', 'gamma']) rig.aws('CreatePipeline', gatedPipeline(name));
      rig.elapse(60);
      await open();
      rig.approveGate('beta');
      await screen.rest(30_000);
      await screen.press('G');
      const chosen = screen.marked;
      expect(chosen).toContain('beta');
      rig.aws('StartPipelineExecution', { name: 'beta' });
      rig.elapse(60);
      await screen.rest(30_000);
      expect(screen.marked).toContain('beta');
      expect(screen.lines.indexOf(screen.marked)).toBe(4);
    });

    it('filters while one types, keeps it with Enter and clears it with Esc', async () => {
      for (const name of ['storefront', 'payments', 'ledger']) rig.aws('CreatePipeline', gatedPipeline(name));
      await open();
      await screen.press('/', 's', 'f', 'r');
      expect(screen.text).toContain('storefront');
      expect(screen.text).not.toContain('ledger');
      expect(screen.lines.at(-1)).toContain('/sfr');
      expect(screen.lines.at(-1)).toContain('1 of 3');
      await screen.press('enter', 'q');
      expect(screen.quits).toEqual([0]);
      await screen.press('esc');
      expect(screen.text).toContain('ledger');
    });

    it('filters by a pattern, and begins anew when one filters again', async () => {
      for (const name of ['payments', 'prepay', 'ledger']) rig.aws('CreatePipeline', gatedPipeline(name));
      await open();
      await screen.type('/pay*');
      expect(screen.text).toContain('payments');
      expect(screen.text).not.toContain('prepay');
      await screen.press('enter', '/');
      expect(screen.text).toContain('3 of 3');
      await screen.type('*GER');
      expect(screen.marked).toContain('ledger');
      expect(screen.text).not.toContain('payments');
    });

    it('takes letters typed ahead in one go, and Esc typed together with a letter', async () => {
      for (const name of ['alpha', 'beta', 'gamma']) rig.aws('CreatePipeline', gatedPipeline(name));
      await open();
      const first = screen.marked;
      await screen.type('jjk');
      expect(screen.marked).not.toBe(first);
      await screen.type('/');
      await screen.type('\u001bG');
      expect(screen.lines.at(-1)).toContain('enter open');
      expect(screen.lines.indexOf(screen.marked)).toBe(6);
    });

    it('shows what it had with its age and the reason when the service does not answer', async () => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      await open();
      rig.intercept = () =>
        new Fault({ kind: 'unreachable', code: 'Throttling', message: 'Rate exceeded', retryable: true });
      await screen.press('r');
      await screen.rest(12_000);
      expect(screen.text).toContain('web');
      expect(screen.lines[1]).toMatch(/\d+s old · Rate exceeded, retry/);
    });

    it('asks at once on return for what nobody watched meanwhile, and calls nothing old before', async () => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      rig.aws('CreatePipeline', gatedPipeline('api'));
      rig.elapse(60);
      await open();
      await screen.press('enter');
      await screen.rest(120_000);
      rig.sent.length = 0;
      screen.shared.ui.dispatch({ type: 'back' });
      await new Promise((resolve) => setImmediate(resolve));
      expect(screen.lines[0]).toContain('signalbox');
      expect(screen.text).not.toContain(' old');
      await screen.rest();
      expect(rig.sent.filter((operation) => operation === 'GetPipelineState').length).toBeGreaterThan(0);
    });

    it('says why there is nothing when the first answer is a refusal', async () => {
      rig.intercept = () => new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'The token has expired' });
      await open();
      expect(screen.text).toContain('eu-west-1: The token has expired');
      expect(screen.text).not.toContain('There is no pipeline');
    });
  });

  describe('a pipeline', () => {
    beforeEach(() => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
    });

    it('shows stages, actions, who waits to enter, and why a transition is closed', async () => {
      rig.push('web', 'Checkout', '77b0e1d'.padEnd(40, '0'), 'Blue header');
      rig.elapse(60);
      rig.push('web', 'Checkout', '8c01f3e'.padEnd(40, '0'), 'Add sitemap');
      rig.elapse(60);
      const closing = { pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound', reason: 'year-end freeze' };
      rig.aws('DisableStageTransition', closing, 'ops');
      rig.elapse(120);
      await open();
      await screen.press('enter');
      expect(screen.text).toMatch(/● Source +8c01f3e Add sitemap/);
      expect(screen.text).toMatch(/← 8c01f3e Add sitemap waits to enter/);
      expect(screen.text).toMatch(/◆ Approve +Manual +waiting/);
      expect(screen.text).toContain('╫  closed by ops 2m ago: year-end freeze');
      expect(screen.text).toMatch(/○ Prod +never ran/);
      expect(screen.lines[1]).toMatch(/◆ waits for a person: Approve in Gate, since \d+m; expires/);
    });

    it('puts the cursor on what waits and leaves it there', async () => {
      rig.elapse(60);
      await open();
      await screen.press('enter');
      expect(screen.marked).toContain('Approve');
      rig.approveGate('web');
      rig.elapse(60);
      await screen.rest(30_000);
      expect(screen.marked).toContain('Approve');
      expect(screen.marked).not.toContain('waiting');
    });

    it('keeps what it showed when the service stops answering, and says so without a clock that ticks', async () => {
      await open();
      await screen.press('enter');
      const before = screen.lines.slice(3, -2);
      rig.intercept = () => new Fault({ kind: 'unreachable', code: 'ETIMEDOUT', message: 'no route', retryable: true });
      await screen.press('r');
      await screen.rest(1000);
      expect(screen.lines.slice(3, -2)).toEqual(before);
      expect(screen.lines[1]).toContain('no route, retry');
    });

    it('goes in by Enter and out by Esc, and Esc never quits', async () => {
      await open();
      await screen.press('enter', 'G', 'enter');
      expect(screen.lines[0]).toContain('Prod/Deploy');
      expect(screen.text).toContain('No log for this action');
      await screen.press('esc', 'esc', 'esc', 'esc');
      expect(screen.lines[0]).toContain('signalbox');
      expect(screen.quits).toEqual([]);
    });

    it('scrolls what stands in place of a log, and offers no key that does nothing there', async () => {
      await open({ columns: 80, rows: 12 });
      await screen.press('enter', 'G', 'enter');
      expect(screen.lines[1]).toMatch(/○ Deploy has never begun +\d more below/);
      expect(screen.lines.at(-1)).not.toMatch(/pause|end|wrap|times/);
      const last = 'Extract';
      expect(screen.text).not.toContain(last);
      await screen.press('pgdn', 'w', 'space', 't');
      expect(screen.text).toContain(last);
      expect(screen.lines[1]).toMatch(/\d more above/);
      await screen.press('g');
      expect(screen.text).toContain('No log for this action');
      await screen.press('G');
      expect(screen.text).toContain(last);
    });

    it('explains what is under the cursor at the right of a wide screen', async () => {
      rig.elapse(60);
      await open({ columns: 140, rows: 30 });
      await screen.press('enter');
      expect(screen.text).toContain('│ ◆ Gate/Approve');
      expect(screen.text).toContain('Look at staging first');
      await screen.press('k');
      expect(screen.text).toContain('│ ◆ Gate');
    });
  });

  it('shows the end of the log beside the action on which the cursor rests, and asks for none that it passes by', async () => {
    const { pipeline } = gatedPipeline('web');
    const [, gate] = pipeline.stages;
    const build = {
      name: 'Compile',
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: { ProjectName: 'web-build' },
      inputArtifacts: [{ name: 'Source' }],
    };
    if (gate) (gate as { actions: object[] }).actions = [build];
    rig.engine.world.behaviors.append([{ match: { action: 'Compile' }, logLines: ['the last words of the build'] }]);
    rig.aws('CreatePipeline', { pipeline });
    rig.elapse(60);
    await open({ columns: 160, rows: 45 });
    await screen.press('enter', 'g');
    await screen.rest(1000);
    rig.sent.length = 0;
    await screen.press('j', 'j', 'j', 'k');
    await screen.rest(1000);
    expect(rig.sent).not.toContain('GetLogEvents');
    await screen.press('j');
    await screen.rest(1000);
    expect(screen.text).toContain('the last words of the build');
    expect(rig.sent.filter((operation) => operation === 'GetLogEvents')).toHaveLength(1);
  });

  describe('help, palette and approvals', () => {
    beforeEach(async () => {
      for (const name of ['web', 'ledger']) rig.aws('CreatePipeline', gatedPipeline(name));
      rig.elapse(60);
      await open();
    });

    it('tells the keys of the screen and the signs without scrolling at 80×24', async () => {
      await screen.press('enter', '?');
      expect(screen.text).toContain('Keys: pipeline');
      expect(screen.text).toContain('Close or open a transition; asks first');
      expect(screen.text).toContain('waits for a person');
      expect(screen.text).toContain('closed transition');
      await screen.press('esc');
      expect(screen.text).not.toContain('Keys:');
    });

    it('opens a pipeline by a few of its letters', async () => {
      await screen.press(':', 'l', 'd', 'g', 'enter');
      expect(screen.lines[0]).toContain('ledger  V');
    });

    it('stays open where nothing matches', async () => {
      await screen.press(':', 'z', 'z', 'z', 'enter');
      expect(screen.text).toContain('nothing matches');
    });

    it('runs a command by its name', async () => {
      await screen.press(':', 'a', 'p', 'p', 'r', 'tab', 'enter');
      expect(screen.lines[1]).toContain('2 approvals wait');
    });

    it('goes from an approval to it', async () => {
      await screen.press('A', 'enter');
      expect(screen.marked).toContain('Approve');
      expect(screen.lines[0]).toMatch(/^ (web|ledger) /);
    });

    it('2.6 has the approvals of executions that run in parallel, each its own, and answers the one that is chosen', async () => {
      const { pipeline } = gatedPipeline('many');
      rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', executionMode: 'PARALLEL' } });
      rig.elapse(5);
      rig.push('many', 'Checkout', 'b'.repeat(40), 'Second');
      rig.elapse(5);
      await screen.rest(30_000);
      expect(screen.text).toMatch(/► many +\?━\?━\? +bbbbbbb Second/);
      await screen.press('A');
      await screen.rest(5_000);
      expect(screen.lines[1]).toContain('4 approvals wait');
      await screen.press('G');
      expect(screen.marked).toMatch(/many +Gate\/Approve +bbbbbbb Second/);
      await screen.press('a', 'enter');
      await screen.rest(1000);
      await screen.press('y');
      await screen.rest(5_000);
      expect(screen.text).toContain('Approved bbbbbbb Second at Gate/Approve in many');
      expect(screen.text.match(/many +Gate/g)).toHaveLength(1);
    });

    it('2.4 says of the stages of parallel executions that each has its own, and not that nothing ever ran', async () => {
      const { pipeline } = gatedPipeline('many');
      rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', executionMode: 'PARALLEL' } });
      rig.elapse(5);
      await screen.rest(30_000);
      await screen.type('/many\r\r');
      await screen.rest(5_000);
      expect(screen.lines[1]).toMatch(/runs: execution \w{6} since/);
      expect(screen.text).toMatch(/\? Gate +each execution has its own/);
      expect(screen.text).not.toMatch(/never ran|all is well/);
      await screen.press('G', 'enter');
      await screen.rest(1000);
      expect(screen.text).toContain('In PARALLEL mode each execution has this for itself');
      expect(screen.text).not.toMatch(/never begun|ever entered/);
    });

    it('says that nothing waits', async () => {
      rig.approveGate('web');
      rig.approveGate('ledger');
      await screen.rest(30_000);
      await screen.press('A');
      await screen.rest();
      expect(screen.text).toContain('Nothing waits for a person.');
    });
  });

  describe('the footer', () => {
    const footer = () => screen.lines.at(-1);

    it('offers nothing that an empty account has not', async () => {
      await open();
      expect(footer()).not.toMatch(/open|actions|filter/);
      expect(footer()).toContain('command');
    });

    it('says what Enter does on the row that has the cursor', async () => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      rig.elapse(60);
      await open();
      await screen.press('enter');
      expect(footer()).toMatch(/^ enter details {2}a actions/);
      await screen.press('g');
      expect(footer()).toMatch(/^ enter details {2}l log {2}a actions/);
      await screen.press('j');
      expect(footer()).toMatch(/^ enter log {2}a actions/);
    });

    it('offers to write only where there is something to write that has not begun', async () => {
      rig.aws('CreatePipeline', gatedPipeline('web'));
      rig.elapse(60);
      await open();
      await screen.press('enter', 'a', 'enter');
      expect(footer()).toContain('i write');
      await screen.press('esc', 't', 'tab');
      expect(footer()).toContain('do it');
      expect(footer()).not.toContain('i write');
    });
  });

  it('plans nothing in a session that only reads, and says why', async () => {
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(60);
    await open({ readOnly: true });
    await screen.press('enter', 'a');
    expect(screen.text.match(/read-only session/g)).toHaveLength(12);
    await screen.press('enter', 'esc', 't');
    expect(screen.text).not.toContain('Cancel');
    expect(screen.text).toContain('Close the transition: read-only session');
  });

  it('says on every screen that it only reads', async () => {
    rig.aws('CreatePipeline', gatedPipeline('web'));
    await open({ readOnly: true });
    expect(screen.lines[0]).toContain('READ-ONLY  MOCK');
    await screen.press('enter');
    expect(screen.lines[0]).toContain('READ-ONLY  MOCK');
  });

  it('writes ASCII alone where that is asked for', async () => {
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(60);
    rig.aws('DisableStageTransition', {
      ...{ pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound' },
      reason: 'closed until those who know it are here again',
    });
    await open({ ascii: true, columns: 60 });
    expect(screen.text).toMatch(/^[\x20-\x7e\n]*$/);
    await screen.press('enter');
    expect(screen.text).toMatch(/^[\x20-\x7e\n]*$/);
    await screen.press('?');
    expect(screen.text).toMatch(/^[\x20-\x7e\n]*$/);
  });
});
