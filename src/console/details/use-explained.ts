import { targetsInAll } from '../../domain/deployment.ts';
import { deploymentOfAction } from '../../domain/deployment-of-action.ts';
import type { DeploymentRef } from '../../live/deployment-needs.ts';
import type { DeploymentReading } from '../../live/watched-deployment.ts';
import { deploymentSteps } from '../../operations/deployment-steps.ts';
import { type ConsoleContext, useConsole } from '../console-context.ts';
import { type DeploymentSeen, type Looking, useDeployment } from '../hooks/use-deployment.ts';
import { useRested } from '../hooks/use-rested.ts';
import type { ActionLine, PipelineLine } from '../pipeline/pipeline-lines.ts';
import { deploymentParts } from './deployment-parts.ts';
import { type DetailPart, detailLines, GAP, sentence } from './detail.ts';
import { explainLine, type Known } from './explain.ts';
import { targetRows } from './target-lines.ts';

/** Painted lines, some of which are painted only when they are shown. */
export interface ExplainedLines {
  readonly length: number;
  slice(from: number, to: number): string[];
}

const NOTHING: ExplainedLines = [];
const CLOSELY: Looking = { priority: 'front' };
/** Beside the pipeline there is room for a few targets, and a request or two buys them. */
const BESIDE: Looking = { priority: 'visible', mostTargets: 25 };

/** All that there is to tell of a line of a pipeline, and of the deployment behind it where it has one. */
export function useExplained(line: PipelineLine | undefined, known: Known, cells: number): ExplainedLines {
  const { deps } = useConsole();
  const ref = deploymentBehind(line, known);
  const seen = useDeployment(reachable(ref, deps), CLOSELY);
  return line ? explained(line, { ...known, deps, cells, ref, seen, looking: CLOSELY }) : NOTHING;
}

/** The same for the pane beside the pipeline: a deployment is asked for once the cursor has rested on it. */
export function useExplainedBeside(line: PipelineLine | undefined, known: Known, cells: number): ExplainedLines {
  const { deps } = useConsole();
  const ref = deploymentBehind(line, known);
  const isRested = useRested(ref?.id);
  const seen = useDeployment(isRested ? reachable(ref, deps) : undefined, BESIDE);
  return line ? explained(line, { ...known, deps, cells, ref, seen, looking: BESIDE }) : NOTHING;
}

function deploymentBehind(line: PipelineLine | undefined, { view }: Known): DeploymentRef | undefined {
  if (line?.kind !== 'action' || line.apart || !view.state) return undefined;
  return deploymentOfAction(view.state.id, line.action, line.declaration);
}

function reachable(ref: DeploymentRef | undefined, { live }: ConsoleContext['deps']): DeploymentRef | undefined {
  return ref && live.isConnected(ref.place) ? ref : undefined;
}

interface Explaining extends Known {
  readonly deps: ConsoleContext['deps'];
  readonly cells: number;
  readonly ref?: DeploymentRef;
  readonly seen: DeploymentSeen;
  readonly looking: Looking;
}

function explained(line: PipelineLine, explaining: Explaining): ExplainedLines {
  const { seen, cells, theme, now } = explaining;
  if (line.kind !== 'action' || !seen.reading) {
    return detailLines([...explainLine(line, explaining), ...absence(explaining)], cells, theme);
  }
  const { reading } = seen;
  const parts = partsOf(line, reading, explaining);
  const head = detailLines([...parts.head, ...unread(reading, explaining.looking)], cells, theme);
  const rows = targetRows(reading.targets, { now, cells, theme });
  const facts = detailLines(parts.facts, cells, theme);
  return joined([head, rows, facts]);
}

function joined(parts: readonly ExplainedLines[]): ExplainedLines {
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const within = (index: number, start: number) => Math.max(0, index - start);
  return {
    length: parts.reduce((sum, { length }) => sum + length, 0),
    slice: (from, to) =>
      parts.flatMap((part, index) => part.slice(within(from, starts[index] ?? 0), within(to, starts[index] ?? 0))),
  };
}

function partsOf(line: ActionLine, reading: DeploymentReading, { deps, theme, now, looking }: Explaining) {
  const possible = deps.readOnly ? [] : deploymentSteps(deps.live, reading.deployment);
  const steps = possible.filter(({ refusal }) => refusal === undefined).map(({ text }) => text);
  const link = looking === CLOSELY ? line.action.externalUrl : undefined;
  return deploymentParts(reading, { name: `${line.stage.name}/${line.action.name}`, link, steps }, { theme, now });
}

/** Why a deployment is not told of. */
function absence({ ref, seen, deps }: Explaining): DetailPart[] {
  if (!ref) return [];
  if (!deps.live.isConnected(ref.place)) {
    return [GAP, sentence(`Deployment ${ref.id} is in ${ref.place.region}: choose that region as well.`, 'waiting')];
  }
  const { error } = seen;
  if (error?.retryable)
    return [GAP, sentence(`Deployment ${ref.id}: ${error.message}. It is asked for again.`, 'waiting')];
  if (error) return [GAP, sentence(`Deployment ${ref.id}: ${error.message}`, 'failed')];
  return [GAP, sentence(`asking how deployment ${ref.id} stands …`, 'muted')];
}

/** Targets that are not there yet, could not be read, or have no room. */
function unread(
  { deployment, targets, error }: DeploymentReading,
  { mostTargets = Number.POSITIVE_INFINITY }: Looking,
) {
  const all = targetsInAll(deployment.targets);
  const some = `${targets.length} of ${all}`;
  if (error) return [sentence(`${error.message}: ${some} targets are told, and what is shown is older.`, 'waiting')];
  if (targets.length >= all) return [];
  const text = all > mostTargets ? 'Enter tells of each target.' : `reading the targets: ${some} …`;
  return [GAP, sentence(text, 'muted')];
}
