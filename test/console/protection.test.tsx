import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Protection } from '../../src/policy/protection.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { Screen } from './screen.tsx';

describe('a protected environment on the console', () => {
  let rig: Rig;
  let screen: Screen;
  let protection: Protection;

  const open = async (size?: ConstructorParameters<typeof Screen>[1]) => {
    screen = new Screen(rig, size);
    await screen.rest();
  };
  /** To the dialog that closes the transition into Prod of a pipeline. */
  const closeProd = async (name: string) => {
    await screen.type(`/${name}\r\r`);
    await screen.press('G', 't');
    await screen.rest(400);
  };
  /** Name, why and reason, and then the button. */
  const fill = async (...texts: string[]) => {
    for (const text of texts) {
      await screen.type(text);
      await screen.press('tab');
    }
    await screen.press('y');
  };
  const changes = () => rig.sent.filter((operation) => /^(Disable|Enable)/.test(operation));

  beforeEach(async () => {
    rig = await Rig.open();
    protection = new Protection([{ name: 'production', pipeline: 'web*' }], () => rig.timing.monotonic());
    rig = Object.assign(rig, { operations: { ...rig.operations, protection } });
    for (const name of ['web', 'web-eu', 'lab']) rig.aws('CreatePipeline', gatedPipeline(name));
    rig.elapse(5);
  });
  afterEach(() => screen.close());

  it('is named in the header of the fleet and of what it covers, at every size, with its signs', async () => {
    await open();
    expect(screen.lines[2]).toMatch(/^─ PROTECTED production ─+$/);
    for (const [columns, rows] of [
      [60, 20],
      [200, 60],
      [40, 10],
    ] as const) {
      await screen.resize(columns, rows);
      expect(screen.lines[2]).toMatch(/^─ PROTECTED production ─+$/);
      expect(screen.lines[2]).toHaveLength(columns);
    }
    await screen.press('A');
    expect(screen.lines[2]).toContain('PROTECTED production');
    await screen.press('esc');
    await screen.type('/lab\r\r');
    expect(screen.lines[0]).toMatch(/^ lab /);
    expect(screen.lines[2]).toMatch(/^─+$/);
    await screen.press('esc');
    await screen.type('/web-eu\r\r');
    for (const key of ['G', 'enter', 'l']) {
      await screen.press(key);
      expect(screen.lines[2]).toContain('PROTECTED production');
    }
  });

  it('changes nothing until its name and a reason are given, and says which is missing', async () => {
    await open();
    await closeProd('web-eu');
    expect(screen.text).toMatch(/│ Protected production +│/);
    expect(screen.text).toMatch(/--protected\s+(│\s+│\s+)?--why\s+(│\s+│\s+)?WHY/);
    await fill('prod', '', 'freeze');
    expect(screen.text).toContain('type production or web-eu to unlock it');
    // Every letter goes into the field now.
    await screen.press('y');
    expect(screen.text).toContain('prody');
    await screen.press('ctrl-u');
    await fill('production', '', '');
    expect(screen.text).toContain('say why it is changed');
    expect([changes(), rig.audited]).toEqual([[], []]);
  });

  it('is unlocked for a time by either name, and what is done then is written down with the reason', async () => {
    await open();
    await closeProd('web-eu');
    await fill('web-eu', 'INC-7', 'freeze');
    await screen.rest();
    expect(changes()).toEqual(['DisableStageTransition']);
    expect(rig.audited[0]).toMatchObject({ why: 'INC-7', text: 'freeze' });
    await screen.press('r');
    expect(screen.lines[2]).toMatch(/^─ UNLOCKED production for 15m ─+ L locks it ─$/);
    // The next one is asked as everywhere.
    await screen.press('t');
    await screen.rest(400);
    expect(screen.text).toMatch(/│ Protected production, unlocked for 15m +│/);
    await screen.press('y');
    expect(changes()).toEqual(['DisableStageTransition', 'EnableStageTransition']);
    expect(rig.audited.at(-1)).toMatchObject({ phase: 'succeeded', why: 'INC-7' });
  });

  it('counts down, and is locked when the time is over, also under an open plan', async () => {
    await open({ unlockMinutes: 2 });
    screen.shared.unlocks.unlock('production', 'INC-7');
    await closeProd('web');
    expect(screen.lines[2]).toContain('for 2m');
    await screen.rest(76_600);
    expect(screen.lines[2]).toContain('for 43s');
    await screen.rest(43_000);
    expect(screen.lines[2]).toMatch(/^─ PROTECTED production ─+$/);
    await fill('freeze');
    expect(screen.text).toContain('production is locked');
    expect(screen.text).toMatch(/Name +▏ +type production/);
    expect(changes()).toEqual([]);
  });

  it('is locked again by a key', async () => {
    await open();
    await screen.press('L');
    expect(screen.text).toContain('no protected environment is unlocked');
    screen.shared.unlocks.unlock('production', 'INC-7');
    await screen.press('L');
    expect(screen.text).toContain('locked again: production');
    await screen.press('j');
    expect(screen.lines[2]).toContain('PROTECTED production');
  });

  it('says what could not be written down of a change, until a key is pressed', async () => {
    await open();
    await closeProd('lab');
    screen.warnings.push('the audit log cannot be written');
    await fill('freeze');
    await screen.rest(10_000);
    expect(screen.text).toMatch(/closed: freeze;\s+the\s+audit\s+log\s+cannot/);
  });

  it('stands open for a console that was started with a reason', async () => {
    protection.unlock('production', 'INC-7');
    await open({ ascii: true });
    expect(screen.lines[2]).toMatch(/^- UNLOCKED production for this session -+ L locks it -$/);
  });

  it('leaves the buttons in sight on the smallest terminal', async () => {
    await open({ columns: 40, rows: 10 });
    await closeProd('web');
    expect(screen.lines).toHaveLength(10);
    expect(screen.text).toMatch(/Name +▏/);
    expect(screen.text).toContain('Cancel');
    await screen.press('tab');
    expect(screen.text).toMatch(/Why +▏/);
    expect(screen.text).toContain('Cancel');
  });
});
