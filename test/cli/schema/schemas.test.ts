import { describe, expect, it } from 'vitest';
import { schemas, schemaText, storedSchema } from '../../../scripts/schemas.ts';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { NOUNS } from '../../../src/cli/schema/nouns.ts';
import { checkDocuments } from '../../support/documents.ts';

const ENVELOPE = {
  schema: 'signalbox/1',
  source: { kind: 'mock', endpoint: null, accounts: [], regions: [] },
  at: null,
  errors: [],
};

const check = (document: unknown) => checkDocuments(['x', '--output', 'json'], JSON.stringify(document), 0);

describe('the published schemas', () => {
  it.each(Object.entries(schemas()))(
    'docs/schema/%s is what src/cli/schema says; npm run schemas writes it',
    (name, it) => {
      expect(storedSchema(name)).toBe(schemaText(it));
    },
  );

  it('have every noun of a command, and no other', () => {
    const told = new Set<string | undefined>([...COMMANDS.map(({ noun }) => noun), 'plan']);
    expect([...told].filter(Boolean).sort()).toEqual(Object.keys(NOUNS).sort());
  });
});

describe('what tests hold documents against', () => {
  it('takes an envelope alone, with a list, and with nothing', () => {
    expect(() => check(ENVELOPE)).not.toThrow();
    expect(() => check({ ...ENVELOPE, pipelines: [] })).not.toThrow();
    expect(() => check({ ...ENVELOPE, pipeline: null })).not.toThrow();
  });

  it.each([
    ['a member that nobody wrote down', { ...ENVELOPE, surprise: 1 }],
    ['a member less', { ...ENVELOPE, errors: undefined }],
    ['two nouns', { ...ENVELOPE, pipelines: [], approvals: [] }],
    ['null for a list', { ...ENVELOPE, pipelines: null }],
    ['a time that is none', { ...ENVELOPE, at: 'yesterday' }],
    ['half an item', { ...ENVELOPE, scenarios: [{ name: 'demo' }] }],
    ['an undocumented member within', { ...ENVELOPE, scenarios: [{ name: 'demo', description: '', more: 1 }] }],
  ])('refuses %s', (_, document) => {
    expect(() => check(document)).toThrow('document.schema.json');
  });

  it('refuses a line of another form, and an error without a document', () => {
    expect(() => checkDocuments(['x', '--output=ndjson'], '{"type":"other"}\n', 0)).toThrow('line.schema.json');
    expect(() => checkDocuments(['x', '--output', 'yaml'], '', 2)).toThrow('without a document');
    expect(() => checkDocuments(['x', '--output', 'json', '--help'], 'Usage', 0)).not.toThrow();
  });
});
