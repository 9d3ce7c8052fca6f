import { maskSecrets } from '../../rules/secrets.ts';
import type { Caller, Operation, RegionServices, Service, World } from '../world.ts';
import { Agenda } from './agenda.ts';
import { answerApproval } from './approval-result.ts';
import type { EngineContext } from './engine-context.ts';
import { PipelineEvents } from './events.ts';
import type { GivenRevision } from './execution.ts';
import { executionDetail, forgetOld, listActionRuns, listExecutions } from './history.ts';
import { type PageScope, page } from './paging.ts';
import { currentVersion, type Pipeline } from './pipeline.ts';
import { PipelineDefinitions } from './pipeline-definitions.ts';
import { retryStage } from './retry-stage.ts';
import { sourceChange } from './source-change.ts';
import { requestStart } from './start-request.ts';
import { pipelineState } from './state-view.ts';
import { stopExecution } from './stop-execution.ts';
import { disableTransition, enableTransition } from './transitions.ts';

const MOST_PIPELINES_LISTED = 1000;

/** A push as a control call tells of it. */
export interface SourceChange {
  readonly pipeline: string;
  readonly action: string;
  readonly revision?: {
    readonly id?: string;
    readonly summary?: string;
    readonly author?: string;
    readonly url?: string;
  };
}

/** CodePipeline in one account and region. */
export class CodePipelineService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: EngineContext;
  readonly #definitions: PipelineDefinitions;

  constructor(world: World, services: RegionServices) {
    this.#context = { world, services, agenda: new Agenda(), events: new PipelineEvents(world.journal) };
    this.#definitions = new PipelineDefinitions(this.#context);
    const table: Record<string, Operation> = {
      ...this.#definitionTable(),
      ...this.#readTable(),
      ...this.#controlTable(),
    };
    this.operations = Object.fromEntries(Object.entries(table).map(([name, run]) => [name, this.#settled(run)]));
  }

  /**
   * A change in a source, as a push would make it (spec 2.11): the id of the execution that it started, or null
   * when the definition says that it starts none. Throws PipelineNotFoundException and ActionNotFoundException.
   */
  sourceChange({ pipeline, action, revision = {} }: SourceChange): string | null {
    const given: GivenRevision = revision;
    return this.#context.agenda.run(() => sourceChange(this.#context, this.#definitions.find(pipeline), action, given));
  }

  /** What takes no time has happened when the operation answers. */
  #settled(operation: Operation): Operation {
    return (input, caller) => this.#context.agenda.run(() => operation(input, caller));
  }

  #definitionTable(): Record<string, Operation> {
    const definitions = this.#definitions;
    return {
      CreatePipeline: ({ pipeline, tags }, caller) => {
        const created = definitions.create(pipeline, tags ?? [], caller.arn);
        return { pipeline: shown(created), ...(tags && { tags: created.tags }) };
      },
      UpdatePipeline: ({ pipeline }) => ({ pipeline: shown(definitions.update(pipeline)) }),
      DeletePipeline: ({ name }) => {
        definitions.delete(name);
        return undefined;
      },
      GetPipeline: ({ name, version }) => definitions.describe(name, version),
      ListPipelines: (input, caller) => {
        const { items, nextToken } = page(scopeOf(caller, 'ListPipelines'), input, {
          items: definitions.list(),
          cursorOf: (pipeline) => pipeline.name,
          isAfter: (pipeline, name) => pipeline.name > name,
          most: MOST_PIPELINES_LISTED,
        });
        return { pipelines: items.map(summary), ...(nextToken && { nextToken }) };
      },
    };
  }

  #readTable(): Record<string, Operation> {
    const history = (name: string) => {
      const pipeline = this.#definitions.find(name);
      forgetOld(pipeline, this.#context.world.clock.now());
      return pipeline;
    };
    return {
      GetPipelineState: ({ name }) => pipelineState(this.#definitions.find(name)),
      GetPipelineExecution: ({ pipelineName, pipelineExecutionId }) =>
        executionDetail(history(pipelineName), pipelineExecutionId),
      ListPipelineExecutions: (input, caller) =>
        listExecutions(scopeOf(caller, 'ListPipelineExecutions'), history(input.pipelineName), input),
      ListActionExecutions: (input, caller) =>
        listActionRuns(scopeOf(caller, 'ListActionExecutions'), history(input.pipelineName), input),
    };
  }

  #controlTable(): Record<string, Operation> {
    const context = this.#context;
    const find = (name: string) => this.#definitions.find(name);
    return {
      StartPipelineExecution: (input, caller) => ({
        pipelineExecutionId: requestStart(context, find(input.name), input, caller.arn),
      }),
      StopPipelineExecution: (input) => ({
        pipelineExecutionId: stopExecution(context, find(input.pipelineName), input).id,
      }),
      RetryStageExecution: (input) => ({
        pipelineExecutionId: retryStage(context, find(input.pipelineName), input).id,
      }),
      PutApprovalResult: (input, caller) => {
        answerApproval(find(input.pipelineName), input, caller.arn);
        return { approvedAt: context.world.clock.now() };
      },
      DisableStageTransition: (input, caller) => {
        disableTransition(context, find(input.pipelineName), input, caller.arn);
        return undefined;
      },
      EnableStageTransition: (input, caller) => {
        enableTransition(context, find(input.pipelineName), input, caller.arn);
        return undefined;
      },
    };
  }
}

function scopeOf({ account, region }: Caller, operation: string): PageScope {
  return { account, region, operation };
}

function shown(pipeline: Pipeline) {
  return maskSecrets(currentVersion(pipeline).declaration);
}

function summary(pipeline: Pipeline) {
  const { number, declaration } = currentVersion(pipeline);
  return {
    name: pipeline.name,
    version: number,
    pipelineType: declaration.pipelineType,
    executionMode: declaration.executionMode,
    created: pipeline.created,
    updated: pipeline.updated,
  };
}
