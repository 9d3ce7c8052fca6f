import { basename, dirname, resolve } from 'node:path';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { fileTrouble } from '../../files/file-trouble.ts';
import { readAtMost } from '../../files/read-at-most.ts';
import { alarmList } from '../alarm-form.ts';
import { behaviorRule } from '../behavior-rule.ts';
import { anObject, type Check, list, Mistake, object, type Path, text } from '../checks.ts';
import { faultList } from '../fault-form.ts';
import { instanceList } from '../instance-form.ts';
import { revisionList } from '../revision-form.ts';
import type { RevisionContent } from '../revisions.ts';
import { constrained } from './constraints.ts';
import { splitCopies } from './copies.ts';
import { type Scenario, ScenarioError } from './model.ts';
import { shortApplication } from './short-application.ts';
import { shortPipeline } from './short-pipeline.ts';
import { timeBefore, timedStep } from './step.ts';

/** A pipeline is at least so old that what happened to it lies after its creation. */
const DEFAULT_AGE = -14 * 86_400_000;

/**
 * Reads a scenario (YAML), or the JSON that `aws codepipeline get-pipeline` prints: a scenario with that one pipeline.
 * Pipeline definitions that it names by path are taken in. `file` is for messages and relative paths.
 * Throws {@link ScenarioError} with file, line and what was expected.
 */
export function parseScenario(source: string, file: string): Scenario {
  return file.endsWith('.json') && !isScenario(source) ? parsePipelineFile(source, file) : parseYaml(source, file);
}

/** Reads a file by path; throws {@link ScenarioError} when it cannot be read. */
export function readScenarioFile(file: string): Scenario {
  return { ...parseScenario(readText(file), file), name: file };
}

function parsePipelineFile(source: string, file: string): Scenario {
  const pipelines = [{ created: 0, declaration: declarationIn(source, file), line: 1 }];
  return constrained({ ...EMPTY, name: basename(file), pipelines }, file, () => 1);
}

/** Whether JSON has a member that a scenario has and a pipeline has not. */
function isScenario(source: string): boolean {
  return [...Object.keys(EMPTY), 'faults', 'description'].some((member) => Object.hasOwn(outerOf(source), member));
}

function outerOf(source: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(source));
  } catch {
    return {};
  }
}

const EMPTY: Omit<Scenario, 'name'> = {
  pipelines: [],
  applications: [],
  behaviors: [],
  alarms: [],
  instances: [],
  revisions: [],
  past: [],
  future: [],
};

function parseYaml(source: string, file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new ScenarioError(`${file}:${line}:${col}: ${broken.message.split('\n')[0]}`);
  }
  const lineOf = (path: Path) => lines.linePos(offsetOf(document, path)).line;
  try {
    return constrained(scenarioOf(document.toJS(), file, lineOf), file, lineOf);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const { line, col } = lines.linePos(offsetOf(document, error.path));
    throw new ScenarioError(`${file}:${line}:${col}: ${error.message}`);
  }
}

function scenarioOf(value: unknown, file: string, lineOf: (path: Path) => number): Scenario {
  const given = object(
    {},
    {
      description: text,
      pipelines: list(pipeline(file, lineOf)),
      behaviors: list(behaviorRule),
      alarms: alarmList,
      instances: instanceList,
      applications: list(application(lineOf)),
      revisions: scenarioRevisions,
      faults: faultList,
      past: list(timedStep('past', lineOf)),
      future: list(timedStep('future', lineOf)),
    },
  )(value, []);
  return { ...EMPTY, ...given, name: basename(file, '.yaml') };
}

/** What a bundle holds; its AppSpec file may be written out, and is kept as JSON, which no start needs a parser for. */
const scenarioRevisions: Check<RevisionContent[]> = (value, path) =>
  revisionList(Array.isArray(value) ? value.map(withAppSpecText) : value, path);

function withAppSpecText(revision: unknown): unknown {
  const { appspec } = (revision ?? {}) as { appspec?: unknown };
  if (typeof appspec !== 'object' || appspec === null) return revision;
  return { ...(revision as object), appspec: JSON.stringify(appspec) };
}

function application(lineOf: (path: Path) => number): Check<Scenario['applications'][number]> {
  return (value, path) => {
    const { created: age, ...rest } = anObject(value, path);
    const created = age === undefined ? DEFAULT_AGE : timeBefore(age, [...path, 'created']);
    const { application, groups } = shortApplication(rest, path);
    const placed = groups.map((input, index) => ({ input, line: lineOf([...path, 'groups', index]) }));
    return { created, application, groups: placed, line: lineOf(path) };
  };
}

/** A pipeline in the short form, or `definition: FILE` with its full JSON. */
function pipeline(file: string, lineOf: (path: Path) => number): Check<Scenario['pipelines'][number]> {
  return (value, path) => {
    const { created: age, ...members } = anObject(value, path);
    const created = age === undefined ? DEFAULT_AGE : timeBefore(age, [...path, 'created']);
    const { copies, rest } = splitCopies(members, path);
    const declaration = Object.hasOwn(rest, 'definition') ? byPath(rest, path, file) : shortPipeline(rest, path);
    return { created, declaration, line: lineOf(path), ...(copies && { copies }) };
  };
}

function byPath(value: unknown, path: Path, file: string): Record<string, unknown> {
  const { definition } = object({ definition: text }, {})(value, path);
  const target = resolve(dirname(file), definition);
  try {
    return declarationIn(readText(target), target);
  } catch (error) {
    throw new Mistake([...path, 'definition'], (error as Error).message);
  }
}

/** The declaration in the JSON of get-pipeline, or in the JSON of a bare pipeline. */
function declarationIn(source: string, file: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    throw new ScenarioError(`${file}: is not valid JSON: ${(error as Error).message}`);
  }
  const outer = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const declaration = outer.pipeline ?? outer;
  if (typeof declaration !== 'object' || !Array.isArray((declaration as Record<string, unknown>).stages)) {
    throw new ScenarioError(`${file}: expected a pipeline as aws codepipeline get-pipeline prints it`);
  }
  return declaration as Record<string, unknown>;
}

/** A scenario of a thousand pipelines has a megabyte. */
const MOST_BYTES = 1 << 26;

function readText(file: string): string {
  try {
    return readAtMost(file, MOST_BYTES).toString('utf8');
  } catch (error) {
    throw new ScenarioError(`${file}: cannot be read: ${fileTrouble(error)}`);
  }
}

/** Where in the text a path leads: its key where it has one, else the nearest thing around it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}
