import { SETTING_KEYS } from '../../config/settings.ts';
import { anything, object, optional, text } from './shape.ts';

const settings = Object.fromEntries(SETTING_KEYS.map((key) => [key, optional(anything)]));

/** The settings by their keys: all of them, or one; null where nothing is set. Or where their file is. */
export const config = object({ file: optional(text), ...settings });
