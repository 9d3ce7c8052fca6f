import { declared } from '../../domain/declaration.ts';
import { type Change, definitionDifference } from '../../domain/definition-difference.ts';
import type { PipelineDefinition } from '../../domain/pipeline.ts';
import type { Tone } from '../../text/glyphs.ts';
import type { ComparedDefinition } from '../documents/definition-document.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { yamlDocument } from '../output/yaml.ts';
import { placeText, type Session } from '../session.ts';
import { sourceLines } from './places.ts';

/** A definition as YAML that commands take as it is, its heading a comment; or what is different from an older one. */
export function definitionText({ shown, older }: ComparedDefinition, session: Session, sheet: Sheet): string[] {
  const versions = older ? `version ${older.version} to ${shown.version}` : `version ${shown.version}`;
  const heading = [
    ...sourceLines(session, sheet).filter(Boolean),
    `${shown.id.name}  ${versions}  ${placeText(shown.id)}`,
  ];
  return [
    ...heading.map((line) => sheet.paint(`# ${line}`, 'muted')),
    ...(older ? differenceLines(older, shown, sheet) : [yamlDocument({ pipeline: declared(shown).pipeline })]),
  ];
}

function differenceLines(older: PipelineDefinition, shown: PipelineDefinition, sheet: Sheet): string[] {
  const changes = definitionDifference(declared(older).pipeline, declared(shown).pipeline);
  return changes.length === 0 ? ['no difference'] : changes.flatMap((change) => changeLines(change, sheet));
}

const SIGNS: Readonly<Record<Change['kind'], { sign: string; tone: Tone }>> = {
  added: { sign: '+', tone: 'ok' },
  removed: { sign: '-', tone: 'failed' },
  changed: { sign: '~', tone: 'waiting' },
};

/** What is short stands behind the name, what is not below it. */
function changeLines({ path, kind, before, after }: Change, sheet: Sheet): string[] {
  const { sign, tone } = SIGNS[kind];
  const head = `${sheet.paint(sign, tone)} ${escapeUnsafe(path)}`;
  if (kind !== 'changed') return valueLines(head, kind === 'added' ? after : before);
  if (isShort(before) && isShort(after)) return [`${head}: ${shortText(before)} -> ${shortText(after)}`];
  return [`${head}:`, ...valueLines('    before', before), ...valueLines('    after', after)];
}

function valueLines(head: string, value: unknown): string[] {
  if (isShort(value)) return [`${head}: ${shortText(value)}`];
  const lines = yamlDocument(value).split('\n');
  return [`${head}:`, ...lines.map((line) => `      ${line}`)];
}

function isShort(value: unknown): boolean {
  const isPlain = typeof value !== 'object' || value === null || (Array.isArray(value) && value.every(isName));
  return isPlain && JSON.stringify(value ?? null).length <= 60;
}

function isName(item: unknown): item is string {
  return typeof item === 'string';
}

function shortText(value: unknown): string {
  if (Array.isArray(value)) return escapeUnsafe(value.join(', '));
  return escapeUnsafe(typeof value === 'string' && value !== '' ? value : JSON.stringify(value ?? null));
}
