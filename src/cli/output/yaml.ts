import { Document, Scalar, visit } from 'yaml';
import { escapeUnsafe, hasUnsafe } from './escape.ts';

/** A YAML document without folded lines; strings with control or bidirectional characters are quoted and escaped. */
export function yamlDocument(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && hasUnsafe(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = document.toString({ lineWidth: 0 });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => escapeUnsafe(line))
    .join('\n');
}
