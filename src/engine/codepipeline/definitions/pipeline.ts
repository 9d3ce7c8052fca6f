import { isDeepStrictEqual } from 'node:util';
import type { FindActionType } from '../../../rules/action-types.ts';
import { DEFAULT_RUN_ORDER, type PipelineDeclaration } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import { PipelineExecutions } from '../executions/pipeline-executions.ts';
import { newGate, type StageGate } from '../executions/stage-gate.ts';
import type { Tag } from '../tags/tags.ts';
import { layOut, type PipelineVersion } from './layout.ts';

/** A pipeline: its definition in all its versions, its stages, and its executions. Times are epoch milliseconds. */
export interface Pipeline {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly created: number;
  updated: number;
  tags: readonly Tag[];
  /** Version n stands at index n - 1. */
  readonly versions: PipelineVersion[];
  /** By stage name, in the order of the definition. */
  gates: ReadonlyMap<string, StageGate>;
  readonly executions: PipelineExecutions;
  nextExecution: number;
  nextActionRun: number;
  nextRuleRun: number;
  /** When the service stopped polling its sources for want of use (spec 2.11). */
  pollingDisabledAt?: number;
  /** When an execution started last; the definition's last change counts too (spec 2.11). */
  lastUse: number;
}

export interface PipelineOwner {
  readonly account: string;
  readonly region: string;
}

export function newPipeline(
  declaration: PipelineDeclaration,
  tags: readonly Tag[],
  owner: PipelineOwner,
  now: number,
  find: FindActionType,
): Pipeline {
  const version = layOut(completed(declaration, 1), 1, 1, find);
  return {
    name: declaration.name,
    arn: `arn:aws:codepipeline:${owner.region}:${owner.account}:${declaration.name}`,
    account: owner.account,
    region: owner.region,
    created: now,
    updated: now,
    tags,
    versions: [version],
    gates: gatesFor(version, new Map()),
    executions: new PipelineExecutions(),
    nextExecution: 1,
    nextActionRun: 1,
    nextRuleRun: 1,
    lastUse: now,
  };
}

/** Adds a version; whether its stages differ from those before (spec 2.7 UpdatePipeline). */
export function addVersion(
  pipeline: Pipeline,
  declaration: PipelineDeclaration,
  now: number,
  find: FindActionType,
): boolean {
  const before = currentVersion(pipeline);
  const complete = completed(declaration, before.number + 1);
  const changed =
    complete.executionMode !== before.declaration.executionMode ||
    !isDeepStrictEqual(complete.stages, before.declaration.stages);
  const version = layOut(complete, before.number + 1, before.structure + (changed ? 1 : 0), find);
  pipeline.versions.push(version);
  pipeline.updated = now;
  pipeline.lastUse = now;
  pipeline.pollingDisabledAt = undefined;
  return changed;
}

/** Takes over the stages of the current version: what a stage has seen is kept by its name (spec 2.7). */
export function rebuildGates(pipeline: Pipeline): void {
  pipeline.gates = gatesFor(currentVersion(pipeline), pipeline.gates);
}

export function currentVersion(pipeline: Pipeline): PipelineVersion {
  return pipeline.versions.at(-1)!;
}

/** The gate of a stage. Throws StageNotFoundException. */
export function findGate(pipeline: Pipeline, stageName: string): StageGate {
  const gate = pipeline.gates.get(stageName);
  if (!gate) {
    throw new AwsError('StageNotFoundException', `Pipeline '${pipeline.name}' does not have a stage '${stageName}'`);
  }
  return gate;
}

function gatesFor(version: PipelineVersion, before: ReadonlyMap<string, StageGate>): Map<string, StageGate> {
  return new Map(version.stages.map(({ name }) => [name, before.get(name) ?? newGate(name)]));
}

/** A definition with the members that AWS fills in [R]; the version sent in is ignored (spec 2.1). */
function completed(declaration: PipelineDeclaration, version: number): PipelineDeclaration {
  const stages = declaration.stages.map((stage) => ({
    ...stage,
    actions: stage.actions.map((action) => ({
      ...action,
      runOrder: action.runOrder ?? DEFAULT_RUN_ORDER,
      configuration: action.configuration ?? {},
      outputArtifacts: action.outputArtifacts ?? [],
      inputArtifacts: action.inputArtifacts ?? [],
    })),
  }));
  return {
    ...declaration,
    stages,
    version,
    executionMode: declaration.executionMode ?? 'SUPERSEDED',
    pipelineType: declaration.pipelineType ?? 'V1',
  };
}
