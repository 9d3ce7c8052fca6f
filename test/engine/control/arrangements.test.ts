import { describe, expect, it } from 'vitest';
import { control, emptyEngine } from '../support/requests.ts';

const ALARMS = {
  alarms: [
    { name: '5xx', state: 'ALARM' },
    { name: 'queue', state: 'OK' },
  ],
};
const FLEET = {
  instances: [
    { id: 'i-0a', tags: { env: 'dev' }, asg: 'web', onPremises: false, agent: 'slow', files: ['/var/www/index.html'] },
    { id: 'i-0b' },
  ],
};

describe('alarms', () => {
  it('PUT replaces, GET tells, and rules find their states', async () => {
    const engine = await emptyEngine();
    expect(control(engine, 'GET', 'alarms').answer).toEqual({ alarms: [] });
    expect(control(engine, 'PUT', 'alarms', ALARMS).answer).toEqual(ALARMS);
    expect(control(engine, 'GET', 'alarms').answer).toEqual(ALARMS);
    expect(['5xx', 'queue', 'none'].map((name) => engine.world.alarms.stateOf(name))).toEqual([
      'ALARM',
      'OK',
      undefined,
    ]);
  });

  it.each([
    [{}, 'alarms: is missing'],
    [{ alarms: {} }, 'alarms: expected a list'],
    [{ alarms: [{ name: 'a' }] }, 'alarms[0].state: is missing'],
    [{ alarms: [{ name: '', state: 'OK' }] }, 'alarms[0].name: expected a name'],
    [{ alarms: [{ name: 'a', state: 'ok' }] }, 'alarms[0].state: expected OK, ALARM, INSUFFICIENT_DATA; found "ok"'],
    [{ alarms: [{ name: 'a', state: 'OK', since: 1 }] }, 'alarms[0].since: is not known here'],
    [{ alarms: [ALARMS.alarms[0], ALARMS.alarms[0]] }, 'alarms[1].name: "5xx" is there twice'],
  ])('%j is refused as a whole: %s', async (body, message) => {
    const engine = await emptyEngine();
    control(engine, 'PUT', 'alarms', ALARMS);
    const { status, answer } = control(engine, 'PUT', 'alarms', body);
    expect([status, answer.error.code]).toEqual([400, 'InvalidParameter']);
    expect(answer.error.message).toContain(message);
    expect(control(engine, 'GET', 'alarms').answer).toEqual(ALARMS);
  });
});

describe('fleet', () => {
  it('PUT replaces, GET tells', async () => {
    const engine = await emptyEngine();
    expect(control(engine, 'GET', 'fleet').answer).toEqual({ instances: [] });
    expect(control(engine, 'PUT', 'fleet', FLEET).answer).toEqual(FLEET);
    expect(control(engine, 'PUT', 'fleet', { instances: [] }).answer).toEqual({ instances: [] });
    expect(control(engine, 'GET', 'fleet').answer).toEqual({ instances: [] });
  });

  it.each([
    [{ instances: [{}] }, 'instances[0].id: is missing'],
    [{ instances: [{ id: 'i-0a', tags: { env: 1 } }] }, 'instances[0].tags.env: expected a text'],
    [{ instances: [{ id: 'i-0a', agent: 'up' }] }, 'instances[0].agent: expected online, offline, slow; found "up"'],
    [{ instances: [{ id: 'i-0a', onPremises: 'no' }] }, 'instances[0].onPremises: expected true or false'],
    [{ instances: [{ id: 'i-0a', files: [1] }] }, 'instances[0].files[0]: expected a text'],
    [{ instances: [{ id: 'i-0a' }, { id: 'i-0b' }, { id: 'i-0a' }] }, 'instances[2].id: "i-0a" is there twice'],
  ])('%j is refused as a whole: %s', async (body, message) => {
    const engine = await emptyEngine();
    control(engine, 'PUT', 'fleet', FLEET);
    const { status, answer } = control(engine, 'PUT', 'fleet', body);
    expect([status, answer.error.code]).toEqual([400, 'InvalidParameter']);
    expect(answer.error.message).toContain(message);
    expect(control(engine, 'GET', 'fleet').answer).toEqual(FLEET);
  });
});

describe('reset', () => {
  it('clears alarms and fleet', async () => {
    const engine = await emptyEngine();
    control(engine, 'PUT', 'alarms', ALARMS);
    control(engine, 'PUT', 'fleet', FLEET);
    control(engine, 'POST', 'reset');
    expect(control(engine, 'GET', 'alarms').answer).toEqual({ alarms: [] });
    expect(control(engine, 'GET', 'fleet').answer).toEqual({ instances: [] });
  });
});

describe('revisions', () => {
  const REVISIONS = {
    revisions: [
      { bucket: 'b', key: 'app.zip', appspec: 'version: 0.0\nos: linux\n', files: ['scripts/start.sh'] },
      { bucket: 'b', key: 'other.zip' },
    ],
  };

  it('PUT replaces, GET tells, and deployments find what a bundle holds', async () => {
    const engine = await emptyEngine();
    expect(control(engine, 'GET', 'revisions').answer).toEqual({ revisions: [] });
    expect(control(engine, 'PUT', 'revisions', REVISIONS).answer).toEqual(REVISIONS);
    expect(engine.world.revisions.find('b', 'app.zip')).toEqual(REVISIONS.revisions[0]);
    expect(engine.world.revisions.find('b', 'none.zip')).toBeUndefined();
    expect(control(engine, 'PUT', 'revisions', { revisions: [] }).answer).toEqual({ revisions: [] });
  });

  it.each([
    [{}, 'revisions: is missing'],
    [{ revisions: [{ bucket: 'b' }] }, 'revisions[0].key: is missing'],
    [{ revisions: [{ bucket: '', key: 'k' }] }, 'revisions[0].bucket: expected a name'],
    [{ revisions: [{ bucket: 'b', key: 'k', appspec: {} }] }, 'revisions[0].appspec: expected a text'],
    [{ revisions: [{ bucket: 'b', key: 'k', files: 'a' }] }, 'revisions[0].files: expected a list'],
    [{ revisions: [REVISIONS.revisions[0], REVISIONS.revisions[0]] }, 'revisions[1].key: b/app.zip is there twice'],
  ])('%j is refused as a whole: %s', async (body, message) => {
    const engine = await emptyEngine();
    control(engine, 'PUT', 'revisions', REVISIONS);
    const { status, answer } = control(engine, 'PUT', 'revisions', body);
    expect([status, answer.error.code]).toEqual([400, 'InvalidParameter']);
    expect(answer.error.message).toContain(message);
    expect(control(engine, 'GET', 'revisions').answer).toEqual(REVISIONS);
  });
});
