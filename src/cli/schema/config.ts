import { SETTING_KEYS } from '../../config/setting-table.ts';
import { anything, list, nullable, object, oneOf, optional, text } from './shape.ts';

const byKey = Object.fromEntries(SETTING_KEYS.map((key) => [key, optional(anything)]));

const source = object({ from: oneOf('flag', 'environment', 'file', 'default'), name: nullable(text), value: anything });

const sources = object(Object.fromEntries(SETTING_KEYS.map((key) => [key, optional(list(source))])));

/** The settings by their keys, all of them or one, null where nothing is set, and who says so, the first of whom counts. Or where their file is. */
export const config = object({ file: optional(text), ...byKey, sources: optional(sources) });
