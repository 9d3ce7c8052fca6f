import type { Finding } from '../../rules/validation/finding.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';

interface CheckedFile {
  readonly file: string;
  readonly findings: readonly Finding[];
}

/** As a compiler writes it: `file:line:col  error  message`, a blank line between two files, and last how many there are. */
export function findingsText(checked: readonly CheckedFile[], sheet: Sheet): string[] {
  const blocks = checked.filter(({ findings }) => findings.length > 0).map((file) => fileLines(file, sheet));
  const lines = blocks.flatMap((block) => [...block, '']);
  return [...lines, summary(checked, sheet)];
}

function fileLines({ file, findings }: CheckedFile, sheet: Sheet): string[] {
  const places = findings.map(({ line, column }) => escapeUnsafe(`${file}:${line}:${column}`));
  const width = Math.max(...places.map((place) => place.length));
  return findings.map((finding, index) => {
    const { severity, message, rule } = finding;
    const word = sheet.paint(severity.padEnd('warning'.length), severity === 'error' ? 'danger' : 'waiting');
    const said = escapeUnsafe(`${partOf(finding)}${message}`);
    return `${places[index]!.padEnd(width)}  ${word}  ${said}  ${sheet.paint(escapeUnsafe(rule), 'muted')}`;
  });
}

/** The same in one line among others, where nothing is aligned: `pipeline.json:3:4: warning: message`. */
export function findingLine(file: string, finding: Finding): string {
  const { line, column, severity, message } = finding;
  return `${file}:${line}:${column}: ${severity}: ${partOf(finding)}${message}`;
}

/** `web Deploy/Prod: `, as far as a finding belongs to one. */
function partOf({ pipeline, stage, action }: Finding): string {
  const place = [stage, action].filter((name) => name !== undefined).join('/');
  const words = [pipeline, place].filter((word) => word);
  return words.length === 0 ? '' : `${words.join(' ')}: `;
}

function summary(checked: readonly CheckedFile[], sheet: Sheet): string {
  const findings = checked.flatMap((file) => file.findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const said = `${count(checked.length, 'file')} checked: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
  return sheet.paint(said, errors > 0 ? 'danger' : 'muted');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
