import { checkActions } from '../action-checks.ts';
import { type ActionType, type FindActionType, findActionType } from '../action-types.ts';
import { checkConditions } from '../condition-checks.ts';
import type { DefinitionProblem, Path } from '../definition-problem.ts';
import { eachAction } from '../each-action.ts';
import type { PipelineDeclaration } from '../pipeline-declaration.ts';
import { checkPipelineDefinition } from '../pipeline-definition.ts';
import { checkStages } from '../stage-checks.ts';
import type { ReportAtPath } from './finding.ts';
import type { ReadDeclaration } from './read-declaration.ts';

/** What AWS would answer to a definition (spec 2.2), as far as what is known of it tells. `region` is where it is meant for. */
export function reportDefinition(read: ReadDeclaration, region: string | undefined, report: ReportAtPath): void {
  for (const problem of problemsOf(read, region)) {
    const message = withWayOut(problem, read.declaration);
    const said = region === undefined ? message.replace(IN_ANY_REGION, ' is not available') : message;
    report({ severity: 'error', rule: problem.exception, message: said, path: problem.path });
  }
}

/** Nobody has said which region it is. */
const IN_ANY_REGION = / is not available in region '[A-Z0-9_]+'$/;

function problemsOf(
  { declaration, open, isWholeOpen }: ReadDeclaration,
  region: string | undefined,
): DefinitionProblem[] {
  if (!isWholeOpen)
    return inBestRegion(declaration, region, (place) => checkPipelineDefinition(declaration, place, find));
  if (open.length > MOST_OPEN) return [];
  // What is not known may be what a rule over the whole pipeline asks for: the rules of single parts remain.
  const problems = inBestRegion(declaration, region, (place) => partProblems(declaration, place));
  return problems.filter(({ path }) => !open.some((place) => touches(place, path)));
}

function partProblems(declaration: PipelineDeclaration, region: string): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report = (problem: DefinitionProblem) => problems.push(problem);
  checkStages(declaration, report);
  checkConditions(declaration, report);
  checkActions(declaration, region, find, report);
  return problems;
}

/** Whether one of two places lies in the same action as the other, or in the same part of a stage. */
function touches(open: Path, path: Path): boolean {
  const scope = path.slice(0, path[2] === 'actions' ? 4 : 3);
  const length = Math.min(open.length, scope.length);
  return scope.slice(0, length).every((step, index) => step === open[index]);
}

/**
 * Where nobody said for which region a definition is, it is one of those that it names: the one in which the fewest rules
 * are broken.
 */
function inBestRegion(
  declaration: PipelineDeclaration,
  region: string | undefined,
  check: (region: string) => DefinitionProblem[],
): DefinitionProblem[] {
  if (region !== undefined) return check(region);
  const regions = new Set([
    ...Object.keys(declaration.artifactStores ?? {}),
    ...eachAction(declaration).flatMap(({ action }) => action.region ?? []),
  ]);
  const candidates = [...regions].slice(0, MOST_REGIONS).map(check);
  return candidates.reduce(
    (best, other) => (other.length < best.length ? other : best),
    candidates[0] ?? check(ANY_REGION),
  );
}

/** Where more than so much is not known, nothing is known. */
const MOST_OPEN = 500;

/** There are not many more in a partition. */
const MOST_REGIONS = 40;
const ANY_REGION = 'us-east-1';

/** Which custom types an account has, and all partners, nobody can tell offline: they are taken as they are. */
const find: FindActionType = (id) => findActionType(id) ?? (id.owner === 'AWS' ? undefined : { ...id, ...ANYTHING });

const ANYTHING: Pick<ActionType, 'inputs' | 'outputs' | 'required' | 'timeoutMinutes'> = {
  inputs: [0, 5],
  outputs: [0, 5],
  required: [],
  timeoutMinutes: 60,
};

/** The service's words do not always say what to do. */
function withWayOut({ message, path }: DefinitionProblem, declaration: PipelineDeclaration): string {
  if (/V2 pipelines\.?$/.test(message)) return `${message.replace(/\.$/, '')}: set pipelineType to V2`;
  const action = path.length === 6 ? declaration.stages[Number(path[1])]?.actions[Number(path[3])] : undefined;
  const type = action && path[4] === 'configuration' ? find(action.actionTypeId) : undefined;
  if (!type?.optional || !message.includes('contains unknown configuration')) return message;
  const known = [...type.required, ...type.optional];
  return `${message}: ${known.length === 0 ? `${type.provider} takes none` : `${type.provider} takes ${known.join(', ')}`}`;
}
