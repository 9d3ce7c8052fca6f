import { AwsError } from '../../aws-error.ts';
import { type Page, type PageRequest, type PageScope, page } from '../../paging.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { Execution } from '../executions/execution.ts';

const MOST = 100;

/** What ListActionExecutions and ListRuleExecutions are asked. */
export interface RunsRequest extends PageRequest {
  readonly filter?: {
    readonly pipelineExecutionId?: string;
    readonly latestInPipelineExecution?: {
      readonly pipelineExecutionId: string;
      readonly startTimeRange: 'Latest' | 'All';
    };
  };
}

/** What is numbered in order of start, newest first; what is not below the number may be left out. */
export type ItemsBelow<T> = (number: number | undefined) => Iterable<T>;

/** Runs of one kind, newest first. */
export interface Runs<T> {
  readonly all: ItemsBelow<T>;
  readonly of: (execution: Execution) => readonly T[];
  /** Whether two runs of an execution are of the same thing: only the later one is its latest. */
  readonly isSame: (one: T, other: T) => boolean;
}

/**
 * A page of runs, newest first. Both filters together are contradictory [D]. `Latest` is the last run of each action or
 * rule in the execution, `All` every run [R]. Throws PipelineExecutionNotFoundException.
 */
export function runsPage<T extends { readonly number: number }>(
  scope: PageScope,
  pipeline: Pipeline,
  request: RunsRequest,
  runs: Runs<T>,
): Page<T> {
  return newestFirst(scope, request, runsFor(pipeline, request.filter ?? {}, runs));
}

function runsFor<T>(pipeline: Pipeline, filter: NonNullable<RunsRequest['filter']>, runs: Runs<T>): ItemsBelow<T> {
  const { pipelineExecutionId, latestInPipelineExecution: latest } = filter;
  if (pipelineExecutionId !== undefined && latest) {
    const message = 'Specify either pipelineExecutionId or latestInPipelineExecution in the filter, not both';
    throw new AwsError('ValidationException', message);
  }
  const id = pipelineExecutionId ?? latest?.pipelineExecutionId;
  if (id === undefined) return runs.all;
  const ofExecution = runs.of(findExecution(pipeline, id));
  if (latest?.startTimeRange !== 'Latest') return () => ofExecution;
  return () =>
    ofExecution.filter((run, index) => !ofExecution.slice(0, index).some((newer) => runs.isSame(newer, run)));
}

/** Throws PipelineExecutionNotFoundException. */
export function findExecution(pipeline: Pipeline, id: string): Execution {
  const execution = pipeline.executions.get(id);
  if (!execution) {
    const message = `Pipeline '${pipeline.name}' does not have an execution '${id}'`;
    throw new AwsError('PipelineExecutionNotFoundException', message);
  }
  return execution;
}

/** A page of what is numbered in order of start, newest first. */
export function newestFirst<T extends { readonly number: number }>(
  scope: PageScope,
  request: PageRequest,
  items: ItemsBelow<T>,
): Page<T> {
  return page(scope, request, {
    items,
    cursorOf: (item) => item.number,
    isAfter: (item, cursor) => item.number < cursor,
    most: MOST,
  });
}
