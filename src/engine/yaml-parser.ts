import { getBuiltinModule } from 'node:process';
import type { FindYamlParser } from '../rules/yaml-parser.ts';

// The build puts a module in this one's place that finds the parser in a file of its own.
const require = getBuiltinModule('node:module').createRequire(import.meta.url);

/** The YAML parser, loaded when the first text comes that is no JSON: no start pays for it. Operations cannot wait for an import. */
export const findYamlParser: FindYamlParser = () => (require('yaml') as typeof import('yaml')).parseDocument;
