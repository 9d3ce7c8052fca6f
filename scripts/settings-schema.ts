import type { JsonSchema } from '../src/cli/schema/shape.ts';
import { ENVIRONMENT_TABLE, MOST_MINUTES, SETTING_TABLE, type SettingKind } from '../src/config/setting-table.ts';
import { REGION } from '../src/domain/region.ts';

const NAME: JsonSchema = { type: 'string', minLength: 1 };

const KINDS: Readonly<Record<Extract<SettingKind, string>, JsonSchema>> = {
  profile: { ...NAME, pattern: '^[^,]+$' },
  region: { type: 'string', pattern: REGION.source },
  url: { type: 'string', pattern: '^[hH][tT][tT][pP][sS]?://.' },
  boolean: { type: 'boolean' },
  minutes: { type: 'integer', minimum: 1, maximum: MOST_MINUTES },
  environments: {
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(ENVIRONMENT_TABLE).map(([key, description]) => [key, { description, ...NAME }]),
      ),
      required: ['name'],
      additionalProperties: false,
    },
  },
};

/** The settings file, of the table that its checks are made of. */
export function settingsSchema(): JsonSchema {
  const properties = Object.entries(SETTING_TABLE).map(([key, { kind, about, ...rest }]) => {
    const known: JsonSchema = typeof kind === 'string' ? KINDS[kind] : { type: 'string', enum: kind };
    return [key, { description: about, ...known, ...rest }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The settings file of Signalbox',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}
