import type { Path } from '../definition-problem.ts';
import { eachAction } from '../each-action.ts';
import codepipeline from '../models/codepipeline.json' with { type: 'json' };
import type { PipelineDeclaration } from '../pipeline-declaration.ts';
import { type Constraint, constraintsOf, type ServiceModel, type Shape, shapeOf } from '../service-model.ts';
import { type Dialect, isOwnRegion, Placeholders } from './dialect.ts';
import type { ReportAtPath } from './finding.ts';
import { type Entry, type MapNode, memberOf, type Node, type ScalarNode, textOf } from './node.ts';

const MODEL = codepipeline as unknown as ServiceModel;

/** A definition as far as it can be told from its text: every member has the type that the service's model gives it. */
export interface ReadDeclaration {
  /** Placeholders stand for what is not known, or not there. */
  readonly declaration: PipelineDeclaration;
  readonly placeholders: Placeholders;
  /** What is not known and decides what rules say of the part that it is in. */
  readonly open: readonly Path[];
  /** Whether what is not known decides what rules over the whole pipeline say. */
  readonly isWholeOpen: boolean;
  /** The values that are known only when a stack is made. */
  readonly unknown: readonly Path[];
}

/** Reads a definition by the service's model (spec 2.1) and reports what does not fit into it. */
export function readDeclaration(root: Node, dialect: Dialect, report: ReportAtPath): ReadDeclaration {
  const reader = new Reader(dialect, report);
  const declaration = reader.read(root, 'PipelineDeclaration', [], 'the pipeline') as PipelineDeclaration;
  const { placeholders, open, unknown } = reader;
  const isWholeOpen = reader.isWholeOpen || open.length > 0 || !areArtifactsPaired(declaration, placeholders);
  return { declaration, placeholders, open, isWholeOpen, unknown };
}

/** Artifacts whose names are not known are still told apart where each is read under the words under which it is made. */
function areArtifactsPaired(pipeline: PipelineDeclaration, placeholders: Placeholders): boolean {
  const unknownNames = (member: 'inputArtifacts' | 'outputArtifacts') => {
    const names = eachAction(pipeline).flatMap(({ action }) => (action[member] ?? []).map(({ name }) => name));
    return new Set(names.filter((name) => placeholders.has(name)));
  };
  const made = unknownNames('outputArtifacts');
  const read = unknownNames('inputArtifacts');
  return made.size === read.size && [...made].every((name) => read.has(name));
}

/** Properties of the resource, as the API would spell them, that are none of the declaration. */
export const OF_THE_RESOURCE: readonly string[] = [
  'disableInboundStageTransitions',
  'restartExecutionOnUpdate',
  'tags',
];

/** Texts and numbers that decide what rules say of other values in the same part. */
const DECIDING: ReadonlySet<string | number> = new Set([
  'category',
  'owner',
  'provider',
  'version',
  'region',
  'pipelineType',
  'executionMode',
  'result',
  'Operator',
  'Extract',
]);

/** Those that decide what rules say of other parts. */
const DECIDING_ELSEWHERE: ReadonlySet<string | number> = new Set(['runOrder', 'namespace', 'sourceActionName']);

const NAMES_LONGEST = 60;

const constraints = new Map<string, readonly Constraint[]>();

class Reader {
  readonly #dialect: Dialect;
  readonly #report: ReportAtPath;
  readonly placeholders = new Placeholders();
  readonly open: Path[] = [];
  isWholeOpen = false;
  readonly unknown: Path[] = [];

  constructor(dialect: Dialect, report: ReportAtPath) {
    this.#dialect = dialect;
    this.#report = report;
  }

  /** The value of a shape; `label` says in messages what it is. Undefined: as if it were not there. */
  read(node: Node, shapeName: string, path: Path, label: string): unknown {
    const shape = shapeOf(MODEL, shapeName);
    const words = this.#dialect.unknown(node);
    if (words !== undefined) return this.#unknownValue(shape, path, words, node);
    const value = this.#known(node, shape, shapeName, path, label);
    if (value === undefined) return this.#standIn(shape, path);
    this.#checkConstraints(value, shapeName, shape, path, label);
    return value;
  }

  #known(node: Node, shape: Shape, shapeName: string, path: Path, label: string): unknown {
    switch (shape.type) {
      case 'structure':
        return node.kind === 'map'
          ? this.#structure(node, shape, path, label)
          : this.#mistyped(node, 'a map', path, label);
      case 'list':
        return node.kind === 'list'
          ? node.items.map((item, index) => this.read(item, shape.member!, [...path, index], `${label}[${index}]`))
          : this.#mistyped(node, 'a list', path, label);
      case 'map':
        return this.#map(
          shapeName === 'ArtifactStoreMap' ? this.#storesByRegion(node, path) : node,
          shape,
          path,
          label,
        );
      case 'integer':
        return this.#integer(node, path, label);
      default:
        return this.#text(node, path, label);
    }
  }

  #structure(node: MapNode, shape: Shape, path: Path, label: string): Record<string, unknown> {
    const members = shape.members ?? {};
    const value: Record<string, unknown> = {};
    for (const entry of node.entries) {
      const member = this.#dialect.memberName(entry.key);
      if (member !== undefined && Object.hasOwn(members, member)) {
        const read = isNothing(entry.value) ? undefined : this.#member(entry.value, member, members[member]!, path);
        if (read !== undefined) value[member] = read;
      } else if (path.length > 0 || !this.#dialect.coerces || !OF_THE_RESOURCE.includes(member ?? '')) {
        this.#unknownField(entry, Object.keys(members), path, label);
      }
    }
    for (const member of shape.required ?? []) {
      if (value[member] !== undefined) continue;
      // CloudFormation makes up a name.
      if (!this.#dialect.coerces || path.length > 0 || member !== 'name') {
        const message = `${label} has no ${this.#dialect.written(member)}`;
        this.#report({ severity: 'error', rule: 'ValidationException', message, path: [...path, member] });
      }
      value[member] = this.#standIn(shapeOf(MODEL, members[member]!), [...path, member]);
    }
    return value;
  }

  #member(node: Node, member: string, shapeName: string, path: Path): unknown {
    if (member === 'region' && this.#dialect.coerces && isOwnRegion(node)) return undefined;
    return this.read(node, shapeName, [...path, member], this.#dialect.written(member));
  }

  #unknownField({ key }: Entry, members: readonly string[], path: Path, label: string): void {
    const names = members.map((member) => this.#dialect.written(member));
    const meant = names.find((name) => name.toLowerCase() === key.toLowerCase());
    const hint = meant === undefined ? `it takes ${names.join(', ')}` : `${meant} is meant`;
    const message = `${label} has an unknown field ${JSON.stringify(key)}: ${hint}`;
    this.#report({ severity: 'error', rule: 'unknown-field', message, path: [...path, key], atKey: true });
  }

  #map(node: Node | undefined, shape: Shape, path: Path, label: string): Record<string, unknown> | undefined {
    if (node === undefined) return undefined;
    if (node.kind !== 'map') return this.#mistyped(node, 'a map', path, label);
    const entries = node.entries
      .filter(({ value }) => !isNothing(value))
      .map(({ key, value }) => {
        this.#checkConstraints(key, shape.key!, shapeOf(MODEL, shape.key!), [...path, key], `the key of ${label}`);
        return [key, this.read(value, shape.value!, [...path, key], `${label} ${key}`)];
      });
    return Object.fromEntries(entries);
  }

  /** In a template the stores are a list of pairs. What is no such list, or not known, is told and left out. */
  #storesByRegion(node: Node, path: Path): Node | undefined {
    if (!this.#dialect.coerces) return node;
    if (node.kind !== 'list') return this.#mistyped(node, 'a list', path, 'ArtifactStores');
    const entries = node.items.map((item) => {
      const region = textOf(memberOf(item, 'Region'));
      const value = memberOf(item, 'ArtifactStore');
      return region !== undefined && value ? { key: region, keyAt: item.at, value } : undefined;
    });
    if (entries.every((entry) => entry !== undefined)) return { kind: 'map', at: node.at, entries };
    this.unknown.push(path);
    return undefined;
  }

  #integer(node: Node, path: Path, label: string): number | undefined {
    const isNumber = node.kind === 'scalar' && typeof node.value === 'number';
    const isWritten = this.#dialect.coerces && node.kind === 'scalar' && /^-?\d+$/.test(node.source);
    const value = isNumber || isWritten ? Number((node as ScalarNode).value) : Number.NaN;
    if (Number.isSafeInteger(value)) return value;
    return this.#mistyped(node, 'a whole number', path, label);
  }

  #text(node: Node, path: Path, label: string): string | undefined {
    if (node.kind === 'scalar' && node.value !== null) {
      if (typeof node.value === 'string') return node.value;
      if (this.#dialect.coerces) return node.source;
      return this.#mistyped(node, `a text: write "${node.source}" in quotes`, path, label);
    }
    return this.#mistyped(node, 'a text', path, label);
  }

  #mistyped(node: Node, wanted: string, path: Path, label: string): undefined {
    const message = `${label} must be ${wanted}${/:/.test(wanted) ? '' : `, not ${nameOf(node)}`}`;
    this.#report({ severity: 'error', rule: 'SerializationException', message, path });
    return undefined;
  }

  #checkConstraints(value: unknown, shapeName: string, shape: Shape, path: Path, label: string): void {
    let tests = constraints.get(shapeName);
    if (!tests) {
      tests = constraintsOf(shape);
      constraints.set(shapeName, tests);
    }
    // The service measures maps and lists alike.
    const measured = shape.type === 'map' ? Object.keys(value as object) : value;
    const text = typeof value === 'string' && this.placeholders.has(value) ? undefined : measured;
    for (const { text: demand, holds } of text === undefined ? [] : tests) {
      if (holds(text)) continue;
      const message = `${label}${shownValue(value, shape, path)} ${demand.replace(/^Member /, '')}`;
      this.#report({ severity: 'error', rule: 'ValidationException', message, path });
    }
  }

  #unknownValue(shape: Shape, path: Path, words: string, node: Node): unknown {
    this.unknown.push(path);
    const isText = shape.type === 'string';
    if (this.#isOpen(path, shape) && path.at(-1) === 'pipelineType') return 'V2';
    if (isText) return this.placeholders.of(words || `${node.at}`);
    return this.#standIn(shape, path);
  }

  /** Something of the right type in the place of what is missing, wrong or not known. */
  #standIn(shape: Shape, path: Path): unknown {
    this.#isOpen(path, shape);
    switch (shape.type) {
      case 'structure': {
        const required = (shape.required ?? []).map((member) => [
          member,
          this.#standIn(shapeOf(MODEL, shape.members![member]!), [...path, member]),
        ]);
        return Object.fromEntries(required);
      }
      case 'list':
        return [];
      case 'map':
        return {};
      case 'integer':
        return shape.min ?? 1;
      default:
        return this.placeholders.another();
    }
  }

  /** Remembers a place where rules cannot be sure; a text that decides nothing is no such place. */
  #isOpen(path: Path, shape: Shape): boolean {
    const isPlain = shape.type === 'string' || shape.type === 'integer';
    const last = path.at(-1)!;
    if (isPlain && DECIDING_ELSEWHERE.has(last)) this.isWholeOpen = true;
    const isVersionOfPipeline = path.length === 1 && last === 'version';
    if (isPlain && (!DECIDING.has(last) || isVersionOfPipeline)) return false;
    this.open.push(path);
    return true;
  }
}

/** Null is as good as nothing. */
function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null && node.tag === undefined;
}

function nameOf(node: Node): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (typeof node.value === 'string') return 'a text';
  return node.value === null ? 'nothing' : `${node.source}`;
}

/** Values of configurations and environments are not shown: they may be secrets. */
function shownValue(value: unknown, shape: Shape, path: Path): string {
  const isHidden = path.includes('configuration') || path.includes('environmentVariables') || shape.sensitive;
  if (typeof value === 'number') return ` ${value}`;
  if (typeof value !== 'string' || isHidden) return '';
  return ` '${value.length > NAMES_LONGEST ? `${value.slice(0, NAMES_LONGEST)}…` : value}'`;
}
