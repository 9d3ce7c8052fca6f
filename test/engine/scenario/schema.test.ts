import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseScenario } from '../../../src/engine/scenario/scenario.ts';
import { MISTAKES } from './mistakes.ts';

const folder = fileURLToPath(new URL('../../../fixtures/scenarios/', import.meta.url));
const schema = JSON.parse(readFileSync(`${folder}scenario.schema.json`, 'utf8'));
const isValid = new Ajv({ strict: true, strictRequired: false, strictTypes: false }).compile(schema);

/** What the engine refuses and a schema cannot: what stands twice, what AWS's models say, other files, and sums. */
const BEYOND = new Set([
  'bad YAML',
  'an artifact that nobody makes',
  'a lifecycle event that there is not',
  'a future too fast',
  'a machine',
  'a group that AWS would not take',
  'an empty variable',
  'a revision that AWS would not take',
  'too many copies',
  'a copy whose name is too long',
  'a definition that is missing',
]);

/** Parts of a schema that only say when something else holds. */
const CONDITIONAL = new Set(['if', 'then', 'else', 'allOf']);

describe('the schema of scenarios', () => {
  const bundled = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

  it.each(bundled)('%s is valid, and names the schema for editors', (file) => {
    const text = readFileSync(folder + file, 'utf8');
    expect(isValid(parse(text)), JSON.stringify(isValid.errors)).toBe(true);
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=scenario.schema.json');
  });

  it.each(MISTAKES.filter(([what]) => !BEYOND.has(what)))('refuses %s', (_, text) => {
    expect(isValid(parse(text))).toBe(false);
  });

  it('the list of what is beyond it holds nothing else', () => {
    const known = new Map(MISTAKES.map(([what, text]) => [what, text]));
    for (const what of BEYOND) {
      expect(known.has(what), what).toBe(true);
      if (what !== 'bad YAML') expect(isValid(parse(known.get(what)!)), what).toBe(true);
    }
  });

  it('says of each member what it is, for whoever writes one in an editor', () => {
    const silent: string[] = [];
    const look = (value: unknown, place: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (CONDITIONAL.has(key)) continue;
        look(inner, `${place}/${key}`);
        if (key !== 'properties') continue;
        for (const [name, member] of Object.entries(inner as Record<string, object>)) {
          if (!['description', '$ref', 'const'].some((said) => said in member)) silent.push(`${place}/${name}`);
        }
      }
    };
    look(schema, '');
    expect(silent).toEqual([]);
  });

  const step = (verb: string, value: unknown, more: object = {}) => ({ past: [{ at: '-1h', [verb]: value, ...more }] });
  const pipeline = (more: object) => ({ pipelines: [{ name: 'web', stages: [], ...more }] });
  const behavior = (more: object) => ({ behaviors: [{ match: {}, ...more }] });
  const by = { by: 'x' };
  const { definitions } = schema;

  /** A document in which something has a member `nowhere`, and what the schema says of that thing. */
  const PLACES: [what: string, document: object, place: { properties: object }][] = [
    ['a scenario', { nowhere: 1 }, schema],
    ['a pipeline', pipeline({ nowhere: 1 }), definitions.shortPipeline],
    [
      'a variable',
      pipeline({ variables: [{ name: 'a', nowhere: 1 }] }),
      definitions.shortPipeline.properties.variables.items,
    ],
    ['a stage', pipeline({ stages: [{ name: 'a', actions: [], nowhere: 1 }] }), definitions.stage],
    [
      'an action',
      pipeline({ stages: [{ name: 'a', actions: [{ name: 'a', type: 'Deploy/S3', nowhere: 1 }] }] }),
      definitions.action,
    ],
    ['an application', { applications: [{ name: 'a', nowhere: 1 }] }, definitions.application],
    ['a group', { applications: [{ name: 'a', groups: [{ name: 'a', nowhere: 1 }] }] }, definitions.group],
    ['a rule', behavior({ nowhere: 1 }), definitions.behavior],
    ...['match', 'error', 'testReport', 'codeCoverage', 'build', 'diagnostics'].map(
      (member): [string, object, { properties: object }] => {
        const filled = {
          code: 'a',
          message: 'a',
          passed: 1,
          failed: 1,
          errorCode: 'Success',
          linesCovered: 1,
          linesMissed: 1,
        };
        const { properties, required = [] } = definitions.behavior.properties[member];
        const needed = Object.fromEntries(required.map((key: keyof typeof filled) => [key, filled[key]]));
        return [`${member} of a rule`, behavior({ [member]: { ...needed, nowhere: 1 } }), { properties }];
      },
    ),
    ['an alarm', { alarms: [{ name: 'a', state: 'OK', nowhere: 1 }] }, definitions.alarm],
    ['a machine', { instances: [{ id: 'a', nowhere: 1 }] }, definitions.instance],
    ['a revision', { revisions: [{ bucket: 'a', key: 'a', nowhere: 1 }] }, definitions.revision],
    ['a fault', { faults: [{ kind: 'drop', nowhere: 1 }] }, definitions.faultPlain],
    ['an error', { faults: [{ kind: 'error', nowhere: 1 }] }, definitions.faultError],
    ['a delay', { faults: [{ kind: 'delay', delayMs: 1, nowhere: 1 }] }, definitions.faultDelay],
    ['push', step('push', 'a', { nowhere: 1 }), definitions['step-push']],
    ['start', step('start', 'a', { ...by, nowhere: 1 }), definitions['step-start']],
    ['approve', step('approve', 'a/b/c', { ...by, nowhere: 1 }), definitions['step-approve']],
    ['reject', step('reject', 'a/b/c', { ...by, nowhere: 1 }), definitions['step-reject']],
    ['disable', step('disable', 'a/b', { ...by, reason: 'a', nowhere: 1 }), definitions['step-disable']],
    ['enable', step('enable', 'a/b', { ...by, nowhere: 1 }), definitions['step-enable']],
    ['retry', step('retry', 'a/b', { ...by, nowhere: 1 }), definitions['step-retry']],
    ['roll back', step('rollBack', 'a/b', { ...by, nowhere: 1 }), definitions['step-rollBack']],
    ['override', step('override', 'a/b', { ...by, nowhere: 1 }), definitions['step-override']],
    ['stop', step('stop', 'a', { ...by, nowhere: 1 }), definitions['step-stop']],
    ['deploy', step('deploy', 'a/b', { ...by, revision: {}, nowhere: 1 }), definitions['step-deploy']],
    ['continue', step('continueDeployment', 'a/b', { ...by, nowhere: 1 }), definitions['step-continueDeployment']],
    ['stop a deployment', step('stopDeployment', 'a/b', { ...by, nowhere: 1 }), definitions['step-stopDeployment']],
    ['register', step('register', 'a', { ...by, nowhere: 1 }), definitions['step-register']],
    ['deregister', step('deregister', 'a', { ...by, nowhere: 1 }), definitions['step-deregister']],
    ['alarm', step('alarm', 'a', { state: 'OK', nowhere: 1 }), definitions['step-alarm']],
    ['behave', step('behave', [], { nowhere: 1 }), definitions['step-behave']],
  ];
  // The engine takes these off before it looks at the rest.
  const FIRST = new Set(['created', 'copies', 'accounts', 'regions']);

  it.each(PLACES)('knows the members of %s that the engine knows', (_, document, { properties }) => {
    const known = Object.keys(properties).filter((member) => !FIRST.has(member));
    let message = '';
    try {
      parseScenario(JSON.stringify(document), 'x.yaml');
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain('nowhere: is not known here; expected ');
    expect(message.split('expected ')[1]!.split(', ').sort()).toEqual(known.sort());
    expect(isValid(document)).toBe(false);
  });

  it('has every verb', () => {
    const [, verbs] = /expected one of (.*); found/.exec(mistake({ past: [{ at: '-1h' }] }))!;
    expect(definitions.step.oneOf.map(({ $ref }: { $ref: string }) => $ref)).toEqual(
      verbs!.split(', ').map((verb) => `#/definitions/step-${verb}`),
    );
  });

  it('has every choice that the engine has', () => {
    const choices: [object, { enum: string[] }][] = [
      [behavior({ outcome: '?' }), definitions.behavior.properties.outcome],
      [behavior({ build: { phase: '?' } }), definitions.behavior.properties.build.properties.phase],
      [behavior({ build: { status: '?' } }), definitions.behavior.properties.build.properties.status],
      [behavior({ diagnostics: { errorCode: '?' } }), definitions.behavior.properties.diagnostics.properties.errorCode],
      [{ alarms: [{ name: 'a', state: '?' }] }, definitions.alarmState],
      [{ instances: [{ id: 'a', agent: '?' }] }, definitions.instance.properties.agent],
      [{ applications: [{ name: 'a', platform: '?' }] }, definitions.application.properties.platform],
      [pipeline({ pipelineType: '?' }), definitions.shortPipeline.properties.pipelineType],
    ];
    for (const [document, { enum: values }] of choices) {
      expect(mistake(document)).toContain(`expected ${values.join(', ')}; found "?"`);
    }
    const kinds = [...definitions.faultPlain.properties.kind.enum, 'error', 'delay'].sort();
    const [, told] = /expected (.*); found/.exec(mistake({ faults: [{ kind: '?' }] }))!;
    expect(told!.split(', ').sort()).toEqual(kinds);
  });
});

function mistake(document: object): string {
  try {
    parseScenario(JSON.stringify(document), 'x.yaml');
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
