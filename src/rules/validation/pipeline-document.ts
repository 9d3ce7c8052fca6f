import type { Path } from '../definition-problem.ts';
import type { PipelineDeclaration } from '../pipeline-declaration.ts';
import { reportDefinition } from './definition-findings.ts';
import { reportWarnings } from './definition-warnings.ts';
import type { Dialect } from './dialect.ts';
import type { PathFinding, ReportFound } from './finding.ts';
import { type Entry, memberOf, type Node, offsetOf, textOf } from './node.ts';
import { OF_THE_RESOURCE, type ReadDeclaration, readDeclaration } from './read-declaration.ts';

/** A pipeline that a document declares. */
export interface DeclaredPipeline {
  /** Its name, or where that is not known, what the template calls it. */
  readonly name: string | undefined;
  /** Whether that is the name that it says of itself. */
  readonly isNamed: boolean;
  readonly declaration: PipelineDeclaration;
  /** The offsets of the values that are known only when a stack is made. */
  readonly unknownAt: readonly number[];
  /** What the document says of the pipeline beside its definition, such as tags. */
  readonly beside: readonly Entry[];
}

/** Reads a pipeline, and reports all that is wrong with it or may hurt. */
export function checkPipeline(
  root: Node,
  { dialect, region, logicalId }: { dialect: Dialect; region: string | undefined; logicalId?: string },
  report: ReportFound,
): DeclaredPipeline {
  const findings: PathFinding[] = [];
  const read = readDeclaration(root, dialect, (finding) => {
    if (findings.length < MOST_OF_THE_MODEL) findings.push(finding);
  });
  const ofTheModel = findings.map(({ path }) => path);
  reportDefinition(read, region, (finding) => {
    if (!isTold(finding.path, ofTheModel)) findings.push(finding);
  });
  reportWarnings(read, (finding) => findings.push(finding));
  const isNamed = !read.placeholders.has(read.declaration.name);
  const name = isNamed ? read.declaration.name : logicalId;
  for (const { path, atKey, ...finding } of findings) {
    report({
      ...finding,
      at: offsetOf(root, path, atKey),
      ...(name !== undefined && { pipeline: name }),
      ...partAt(path, read),
    });
  }
  const unknownAt = read.unknown.map((path) => offsetOf(root, path));
  return { name, isNamed, declaration: read.declaration, unknownAt, beside: besideIn(root, dialect) };
}

function besideIn(root: Node, dialect: Dialect): readonly Entry[] {
  if (root.kind !== 'map' || !dialect.coerces) return [];
  return root.entries.filter(({ key }) => OF_THE_RESOURCE.includes(dialect.memberName(key) ?? ''));
}

/** As the service does, the reader gives up at some time. */
const MOST_OF_THE_MODEL = 200;

/** A rule that speaks of an action's field says nothing new where the model has refused what is in it. */
function isTold(path: Path, told: readonly Path[]): boolean {
  return path.length > 4 && told.some((other) => path.every((step, index) => other[index] === step));
}

/** The stage and the action that a path leads into. */
function partAt([list, stageIndex, inner, actionIndex]: Path, { declaration, placeholders }: ReadDeclaration) {
  const stage = list === 'stages' && typeof stageIndex === 'number' ? declaration.stages[stageIndex] : undefined;
  const action = inner === 'actions' && typeof actionIndex === 'number' ? stage?.actions[actionIndex] : undefined;
  return {
    ...(stage && !placeholders.has(stage.name) && { stage: stage.name }),
    ...(action && !placeholders.has(action.name) && { action: action.name }),
  };
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The definition in a document as `get-pipeline` prints it, and the region that its metadata tells; else the document itself. */
export function unwrapped(root: Node): { pipeline: Node; region?: string; beside: readonly Entry[] } {
  const pipeline = memberOf(root, 'pipeline');
  if (pipeline?.kind !== 'map' || root.kind !== 'map') return { pipeline: root, beside: [] };
  const beside = root.entries.filter(({ key, value }) => key !== 'pipeline' && key !== 'metadata' && !isNothing(value));
  const arn = textOf(memberOf(memberOf(root, 'metadata'), 'pipelineArn'));
  const region = /^arn:[\w-]+:codepipeline:([a-z0-9-]+):/.exec(arn ?? '')?.[1];
  return { pipeline, beside, ...(region !== undefined && { region }) };
}
