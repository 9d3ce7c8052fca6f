import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { Screen } from './screen.tsx';

describe('a plan on the console', () => {
  let rig: Rig;
  let screen: Screen;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(60);
    screen = new Screen(rig);
    await screen.rest();
    await screen.press('enter');
  });

  afterEach(() => screen.close());

  const changes = () => rig.sent.filter((operation) => /^(Put|Enable|Disable|Start|Stop|Retry)/.test(operation));

  it('shows what it would do and where, with the cursor on Cancel', async () => {
    await screen.press('a', 'enter');
    expect(screen.text).toContain('Approve Gate/Approve in web');
    expect(screen.text).toContain('1234-5678-9012 · eu-west-1 · MOCK');
    expect(screen.text).toContain('› Cancel');
    await screen.rest(1000);
    await screen.press('enter');
    expect(screen.text).not.toContain('Cancel');
    expect(changes()).toEqual([]);
  });

  it('takes no confirmation in the moment it appears', async () => {
    await screen.press('a', 'enter', 'y');
    await screen.rest(299);
    await screen.press('y');
    expect(changes()).toEqual([]);
    await screen.rest(1);
    await screen.press('y');
    await screen.rest(1000);
    expect(changes()).toEqual(['PutApprovalResult']);
    expect(screen.lines.slice(1, 3).join('')).toMatch(/● Approved .* at Gate\/Approve +in web/);
    expect(screen.lines.at(-1)).toContain('? help');
    await screen.press('j');
    expect(screen.text).not.toContain('Approved');
  });

  it('says for some seconds what was done, and why something was not until the next key', async () => {
    const done = '● The transition into Gate of web is closed';
    await screen.press('t');
    await screen.paste('late');
    await screen.rest(1000);
    await screen.press('tab', 'y');
    expect(screen.lines[1]).toContain(done);
    await screen.rest(5999);
    expect(screen.lines[1]).toContain(done);
    await screen.rest(1);
    expect(screen.lines[1]).not.toContain(done);
    await screen.press('a', 'j', 'j', 'enter');
    await screen.rest(60_000);
    expect(screen.lines[1]).toContain('✗ Retry failed actions: nothing has failed in Gate');
  });

  it('asks for the reason that AWS demands, and checks it while one types', async () => {
    await screen.press('t');
    await screen.rest(1000);
    expect(screen.lines.at(-1)).toContain('go on');
    await screen.paste("it's\nlate");
    expect(screen.text).toContain("it's late");
    expect(screen.text).toContain('9 / 300');
    expect(screen.text).toContain(`AWS does not take "'"`);
    await screen.press('tab', 'y');
    expect(changes()).toEqual([]);
    await screen.press('ctrl-u', 'l', 'a', 't', 'e', 'enter', 'tab', 'enter');
    await screen.rest(1000);
    expect(changes()).toEqual(['DisableStageTransition']);
    await screen.rest(5000);
    expect(screen.text).toContain('closed by operator 0s ago: late');
  });

  it('types y into a text that has the focus', async () => {
    await screen.press('a', 'enter');
    await screen.rest(1000);
    await screen.press('i', 'y');
    expect(screen.text).toContain('1 / 512');
    expect(changes()).toEqual([]);
  });

  it('is not confirmed by a text that comes in one go without brackets, and says where it did not go', async () => {
    await screen.press('a', 'enter');
    await screen.rest(1000);
    await screen.type('hello wörld y');
    await screen.rest(1000);
    expect(changes()).toEqual([]);
    expect(screen.text).toContain('› Cancel');
    expect(screen.text).toContain('that text went nowhere: i to write the comment');
    await screen.type('b\tq\r');
    await screen.rest(1000);
    expect(changes()).toEqual([]);
    expect(screen.quits).toEqual([]);
    await screen.press('i');
    await screen.type('hello y\ty');
    await screen.rest(1000);
    expect(screen.text).toContain('hello y');
    expect(changes()).toEqual([]);
    await screen.type('y');
    await screen.rest(1000);
    expect(changes()).toEqual(['PutApprovalResult']);
  });

  it('says why a paste went nowhere, and takes no key that came with it', async () => {
    await screen.press('a', 'enter');
    await screen.rest(1000);
    await screen.type('\u001b[200~go on\u001b[201~y');
    await screen.rest(1000);
    expect(screen.text).toContain('that text went nowhere: i to write the comment');
    expect(changes()).toEqual([]);
  });

  it.each([
    [40, 10],
    [60, 20],
    [80, 12],
  ])('keeps where, the text and the buttons in sight at %i×%i, and the rest a key away', async (columns, rows) => {
    await screen.resize(columns, rows);
    await screen.press('a', 'enter');
    await screen.rest(1000);
    expect(screen.text).toContain('1234-5678-9012 · eu-west-1');
    expect(screen.text).toContain('i to write one');
    expect(screen.text).toMatch(/› Cancel +y {2}Approve \w+ │/);
    expect(screen.lines.at(-1)).toMatch(/^ y do it {2}esc cancel/);
    await screen.press('i');
    await screen.paste('x'.repeat(200));
    await screen.press('home', 'a', 'b', 'c');
    expect(screen.text).toMatch(/Comment +abc▏x+/);
    await screen.press('end', 'y', 'z');
    expect(screen.text).toMatch(/Comment +x+yz▏/);
    if (rows === 10) expect(screen.text).toMatch(/\d more PgDn/);
    const seen = new Set<string>();
    for (let page = 0; page < 8; page += 1) {
      for (const word of ['Since', 'Asks', 'Then', 'Same as']) if (screen.text.includes(`│ ${word}`)) seen.add(word);
      await screen.press('pgdn');
    }
    expect([...seen]).toEqual(['Since', 'Asks', 'Then', 'Same as']);
    if (rows === 10) expect(screen.text).toMatch(/\d more PgUp/);
  });

  it('says what changed meanwhile and plans again', async () => {
    await screen.press('t');
    await screen.rest(1000);
    await screen.paste('late');
    const other = { pipelineName: 'web', stageName: 'Gate', transitionType: 'Inbound', reason: 'mine first' };
    rig.aws('DisableStageTransition', other, 'bob');
    await screen.press('tab', 'y');
    await screen.rest(1000);
    expect(screen.text).toContain('was changed meanwhile by bob');
    expect(screen.text).toContain('Look again');
    await screen.press('y', 'r');
    await screen.rest(1000);
    expect(changes()).toEqual([]);
    expect(screen.text).toContain('closed by bob');
  });

  it('plans anew for what waits now, and says that it is another commit', async () => {
    rig.push('web', 'Checkout', '8049bb0'.padEnd(40, '0'), 'Newer');
    rig.elapse(60);
    await screen.press('a', 'enter');
    await screen.rest(1000);
    rig.approveGate('web');
    rig.elapse(60);
    await screen.press('y');
    await screen.rest(1000);
    await screen.press('r');
    await screen.rest(1000);
    expect(screen.text).toMatch(/Changed +now 8049bb0 waits, no longer \w+/);
    expect(screen.text).toMatch(/Commit +8049bb0 Newer/);
    await screen.press('y');
    await screen.rest(1000);
    expect(changes()).toEqual(['PutApprovalResult']);
  });

  it('goes out of date by itself when somebody else has answered', async () => {
    await screen.press('a', 'enter');
    await screen.rest(1000);
    rig.approveGate('web');
    await screen.rest(30_000);
    expect(screen.text).toContain('the request at Gate/Approve is closed already');
    expect(screen.text).toContain('r  Look again');
    expect(screen.text).not.toContain('y  Approve');
  });

  it('lets whoever is writing go on when the ground has moved, and sends nothing', async () => {
    await screen.press('t');
    await screen.rest(1000);
    const other = { pipelineName: 'web', stageName: 'Gate', transitionType: 'Inbound', reason: 'mine first' };
    await screen.press('l', 'a');
    rig.aws('DisableStageTransition', other, 'bob');
    await screen.rest(30_000);
    expect(screen.text).toContain('the transition into Gate was changed meanwhile by bob');
    await screen.press('q', 'n', 'r', 'tab', 'y');
    expect(screen.text).toContain('laqnr');
    await screen.press('r');
    await screen.rest(1000);
    expect(screen.text).toContain('closed by bob');
    expect(screen.text).toContain('laqnr');
    expect(changes()).toEqual([]);
  });

  it('says why it takes long, and does not open by itself when it comes late', async () => {
    const gone = new Fault({ kind: 'unreachable', code: 'ETIMEDOUT', message: 'no route', retryable: true });
    rig.intercept = () => gone;
    await screen.press('a', 'enter');
    await screen.rest(1000);
    expect(screen.text).toContain('looking at what is there now');
    expect(screen.lines.slice(3, -2).join('')).toContain('no route');
    await screen.rest(4000);
    rig.intercept = () => undefined;
    await screen.rest(20_000);
    expect(screen.text).not.toContain('Cancel');
    expect(screen.text).toContain('it is there now: enter to look at it');
    await screen.press('y', 'enter', 'y');
    expect(screen.text).toContain('› Cancel');
    expect(changes()).toEqual([]);
    await screen.rest(300);
    await screen.press('y');
    expect(changes()).toEqual(['PutApprovalResult']);
  });

  it('keeps the plan with the reason when the service refuses', async () => {
    await screen.press('a', 'enter');
    await screen.rest(1000);
    rig.intercept = (operation) =>
      operation === 'PutApprovalResult'
        ? new Fault({ kind: 'refused-by-service', code: 'AccessDenied', message: 'not allowed to approve' })
        : undefined;
    await screen.press('y');
    await screen.rest(1000);
    expect(screen.text).toContain('not allowed to approve');
    expect(screen.text).toContain('› Cancel');
  });

  it('is closed by Esc and by Ctrl-C before anything else is', async () => {
    await screen.press('a', 'ctrl-c');
    expect(screen.quits).toEqual([]);
    expect(screen.text).not.toContain('Stop and abandon');
    await screen.press('a', 'enter', 'esc', 'ctrl-c');
    expect(screen.quits).toEqual([0]);
  });

  it('is not reached by what cannot be done; the menu says why', async () => {
    await screen.press('a');
    expect(screen.text).toMatch(/Retry failed actions +nothing has failed in Gate/);
    await screen.press('j', 'j', 'enter');
    expect(screen.text).not.toContain('› Cancel');
    expect(screen.lines[1]).toContain('Retry failed actions: nothing has failed');
  });
});
