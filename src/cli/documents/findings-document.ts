import type { DocumentKind } from '../../rules/validation/document-kind.ts';
import type { Finding } from '../../rules/validation/finding.ts';
import type { finding } from '../schema/finding.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { orNull } from './values.ts';

/** What was found in a file. */
export function findingsDocument(
  file: string,
  kind: DocumentKind | undefined,
  findings: readonly Finding[],
): readonly DocumentOf<typeof finding>[] {
  return findings.map(({ line, column, severity, rule, message, pipeline, stage, action }) => ({
    file,
    kind: orNull(kind),
    line,
    column,
    severity,
    rule,
    message,
    pipeline: orNull(pipeline),
    stage: orNull(stage),
    action: orNull(action),
  }));
}
