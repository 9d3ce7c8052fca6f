import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { envelope } from '../src/cli/schema/envelope.ts';
import { NOUNS, type NounSpec } from '../src/cli/schema/nouns.ts';
import { type JsonSchema, nullable } from '../src/cli/schema/shape.ts';
import { streamEvent, streamResult } from '../src/cli/schema/stream.ts';
import { settingsSchema } from './settings-schema.ts';

const FOLDER = new URL('../docs/schema/', import.meta.url);
const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** The published schemas by the names of their files. */
export function schemas(): Readonly<Record<string, JsonSchema>> {
  return {
    'config.schema.json': settingsSchema(),
    'document.schema.json': documentSchema(),
    'line.schema.json': lineSchema(),
  };
}

/** `--output json` and `yaml`: the envelope with one noun, or with none where it is not known which command is meant. */
function documentSchema(): JsonSchema {
  const properties = envelope.schema.properties as JsonSchema;
  const nouns = Object.entries<NounSpec>(NOUNS).map(([noun, { about, shape }]) => {
    // A list is empty where an error left nothing; anything else is null then.
    const { schema } = shape.schema.type === 'array' ? shape : nullable(shape);
    return [noun, { description: about, ...schema }];
  });
  return {
    $schema: DRAFT,
    title: 'A document of Signalbox: --output json or yaml',
    ...envelope.schema,
    properties: { ...properties, ...Object.fromEntries(nouns) },
    maxProperties: Object.keys(properties).length + 1,
  };
}

/** `--output ndjson`: a line of a stream, its last line, or the items or the whole of a noun. */
function lineSchema(): JsonSchema {
  const nouns = Object.entries<NounSpec>(NOUNS).map(
    ([
      noun,
      {
        shape: { schema },
      },
    ]) => {
      const isList = schema.type === 'array';
      return { title: isList ? `one of ${noun}` : noun, ...(isList ? (schema.items as JsonSchema) : schema) };
    },
  );
  return {
    $schema: DRAFT,
    title: 'A line of Signalbox: --output ndjson',
    anyOf: [
      { title: 'a line of a stream', ...streamEvent.schema },
      { title: 'the last line of a stream', ...streamResult.schema },
      ...nouns,
    ],
  };
}

/** The text of a file of docs/schema. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What is in the repository now. */
export function storedSchema(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, schema] of Object.entries(schemas())) writeFileSync(new URL(name, FOLDER), schemaText(schema));
}
