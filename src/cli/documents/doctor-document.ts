import type { Check } from '../doctor/check.ts';
import type { doctor } from '../schema/doctor.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { orNull } from './values.ts';

/** `doctor`: everything that was looked at; a name tells what it belongs to as well. */
export function doctorDocument(checks: readonly Check[]): DocumentOf<typeof doctor> {
  return {
    checks: checks.map(({ group, name, status, detail, fix }) => ({
      name: `${group}: ${name}`,
      status,
      detail,
      fix: orNull(fix),
    })),
  };
}
