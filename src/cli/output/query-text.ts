import { escapeUnsafe } from './escape.ts';
import { jsonDocument } from './json.ts';

/**
 * What a query found, as text for a shell: a text bare, a list of scalars on a line with tabs between them, a list of such lists
 * a line each. Anything else is JSON, and so is null.
 */
export function queryText(found: unknown): string {
  if (isScalar(found)) return scalarText(found);
  if (!Array.isArray(found)) return jsonDocument(found);
  if (found.every(isScalar)) return row(found);
  return found.every(isRow) ? found.map(row).join('\n') : jsonDocument(found);
}

type Scalar = string | number | boolean | null;

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== 'object';
}

function isRow(value: unknown): value is readonly Scalar[] {
  return Array.isArray(value) && value.every(isScalar);
}

function row(scalars: readonly Scalar[]): string {
  return scalars.map(scalarText).join('\t');
}

function scalarText(value: Scalar): string {
  return escapeUnsafe(String(value));
}
