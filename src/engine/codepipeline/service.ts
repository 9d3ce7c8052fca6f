import type { Operation, RegionServices, Service, World } from '../world.ts';
import { Agenda } from './agenda.ts';
import { definitionOperations } from './definitions/definition-operations.ts';
import { PipelineDefinitions } from './definitions/pipeline-definitions.ts';
import type { EngineContext } from './engine-context.ts';
import { executionOperations } from './executions/execution-operations.ts';
import { type SourceChange, sourceChange } from './sources/source-change.ts';
import { PipelineEvents } from './views/events.ts';
import { viewOperations } from './views/view-operations.ts';

/** CodePipeline in one account and region. */
export class CodePipelineService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: EngineContext;
  readonly #definitions: PipelineDefinitions;

  constructor(world: World, services: RegionServices) {
    this.#context = { world, services, agenda: new Agenda(), events: new PipelineEvents(world.journal) };
    this.#definitions = new PipelineDefinitions(this.#context);
    const table: Record<string, Operation> = {
      ...definitionOperations(this.#definitions),
      ...viewOperations(this.#context, this.#definitions),
      ...executionOperations(this.#context, this.#definitions),
    };
    this.operations = Object.fromEntries(Object.entries(table).map(([name, run]) => [name, this.#settled(run)]));
  }

  /**
   * A change in a source of a pipeline (spec 2.11): the id of the execution that it started, or null when the
   * definition says that it starts none. Throws PipelineNotFoundException and ActionNotFoundException.
   */
  sourceChange(change: SourceChange): string | null {
    return this.#context.agenda.run(() => sourceChange(this.#context, this.#definitions.find(change.pipeline), change));
  }

  /** What takes no time has happened when the operation answers. */
  #settled(operation: Operation): Operation {
    return (input, caller) => this.#context.agenda.run(() => operation(input, caller));
  }
}
