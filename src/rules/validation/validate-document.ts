import { checkAppSpec } from './appspec-findings.ts';
import { checkBuildspecDocument } from './buildspec-findings.ts';
import { API } from './dialect.ts';
import { type DocumentKind, EXPECTED, kindOf } from './document-kind.ts';
import type { Finding, Found, ReportFound } from './finding.ts';
import { Lines } from './lines.ts';
import { MOST_BYTES } from './most-bytes.ts';
import type { Node } from './node.ts';
import { checkPipeline, type DeclaredPipeline, unwrapped } from './pipeline-document.ts';
import { readJson } from './read-json.ts';
import type { ReadText } from './read-text.ts';
import { readYaml } from './read-yaml.ts';
import { checkTemplate } from './template-document.ts';

/** What is known of a document after it was checked. */
export interface Validated {
  /** Undefined: it could not be told, or not be read. */
  readonly kind: DocumentKind | undefined;
  /** By their place in the document. */
  readonly findings: readonly Finding[];
  readonly pipelines: readonly DeclaredPipeline[];
  /** Line and column of an offset, from 1. */
  positionOf(offset: number): { readonly line: number; readonly column: number };
}

export interface ValidationOptions {
  /** The file's name: what a document does not tell of itself, its name may. */
  readonly name: string;
  /** Where the pipelines of the document are meant for; undefined: where they fit best. */
  readonly region?: string;
}

/** Whoever reads has had enough by then. */
const MOST_FINDINGS = 200;

/** Checks a pipeline definition, a template's pipelines, an AppSpec file or a buildspec, whatever the bytes are. */
export function validateDocument(bytes: Uint8Array, options: ValidationOptions): Validated {
  if (bytes.length > MOST_BYTES)
    return refused(
      'too-large',
      `the file is larger than ${MOST_BYTES / 1024 ** 2} MiB: CloudFormation takes no larger template`,
    );
  const { text, brokenAt } = decoded(bytes);
  const lines = new Lines(text);
  const found: Found[] = [];
  const report: ReportFound = (one) => found.push(one);
  const done = (kind: DocumentKind | undefined, pipelines: readonly DeclaredPipeline[] = []): Validated => ({
    kind,
    findings: inOrder(found, lines),
    pipelines,
    positionOf: (offset) => lines.positionOf(offset),
  });
  if (brokenAt !== undefined) {
    report({
      severity: 'error',
      rule: 'encoding',
      message: 'the file is no UTF-8 from here on: save it as UTF-8',
      at: brokenAt,
    });
    return done(undefined);
  }
  const read = readText(text, options.name);
  if (read.problem) {
    report({ severity: 'error', rule: 'syntax', message: read.problem.message, at: read.problem.at });
    return done(undefined);
  }
  const kind = kindOf(read.root, options.name);
  reportDuplicates(read, kind, report);
  return done(kind, checkKind(kind, text, read.root, options, report));
}

function checkKind(
  kind: DocumentKind | undefined,
  text: string,
  root: Node | undefined,
  { name, region }: ValidationOptions,
  report: ReportFound,
): readonly DeclaredPipeline[] {
  if (kind === 'appspec') checkAppSpec(text, root, report);
  else if (kind === 'buildspec') checkBuildspecDocument(root, report);
  else if (kind !== undefined && root) {
    if (kind === 'template') return checkTemplate(root, region, report);
    const { pipeline, region: own, beside } = unwrapped(root);
    return [{ ...checkPipeline(pipeline, { dialect: API, region: region ?? own }, report), beside }];
  } else {
    const what = root ? `${name} is none of what can be checked` : `${name} is empty`;
    report({ severity: 'error', rule: 'unrecognised', message: `${what}: ${EXPECTED} is expected`, at: root?.at ?? 0 });
  }
  return [];
}

function decoded(bytes: Uint8Array): { text: string; brokenAt?: number } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder().decode(bytes);
    return { text, brokenAt: Math.max(0, text.indexOf('\ufffd')) };
  }
}

/** JSON where the name says so, or the text begins as JSON does and the name does not say otherwise. */
function readText(text: string, name: string): ReadText {
  const isYamlName = /\.ya?ml$/i.test(name);
  const isJson = /\.json$/i.test(name) || /^\s*[{[]/.test(text);
  if (text.trim() === '') return { root: undefined, duplicates: [] };
  if (!isJson) return readYaml(text);
  const json = readJson(text);
  return json.problem && isYamlName ? readYaml(text) : json;
}

/** The agent takes the last of two equal keys; everybody else is at a loss. */
function reportDuplicates(read: ReadText, kind: DocumentKind | undefined, report: ReportFound): void {
  if (read.problem) return;
  const severity = kind === 'appspec' ? 'warning' : 'error';
  for (const { key, keyAt } of read.duplicates) {
    const message = `the key ${JSON.stringify(key)} is given twice in the same map: one of the two is lost`;
    report({ severity, rule: 'duplicate-key', message, at: keyAt });
  }
}

function inOrder(found: readonly Found[], lines: Lines): Finding[] {
  const sorted = found.toSorted((one, other) => one.at - other.at);
  const findings = sorted
    .slice(0, MOST_FINDINGS)
    .map(({ at, ...finding }) => ({ ...lines.positionOf(at), ...finding }));
  const last = findings.at(-1);
  if (last && sorted.length > MOST_FINDINGS) {
    const message = `there is more than these ${MOST_FINDINGS} findings: mend them first`;
    const severity = sorted.slice(MOST_FINDINGS).some((one) => one.severity === 'error') ? 'error' : 'warning';
    findings.push({ line: last.line, column: last.column, severity, rule: 'too-many', message });
  }
  return findings;
}

function refused(rule: string, message: string): Validated {
  const position = { line: 1, column: 1 };
  const findings: Finding[] = [{ ...position, severity: 'error', rule, message }];
  return { kind: undefined, findings, pipelines: [], positionOf: () => position };
}
