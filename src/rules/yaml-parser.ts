import type { parseDocument } from 'yaml';

/** Gives the YAML parser, which is only asked for when a text is no JSON. */
export type FindYamlParser = () => typeof parseDocument;
