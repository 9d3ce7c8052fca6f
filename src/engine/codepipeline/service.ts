import { Agenda } from '../agenda.ts';
import type { Operation, RegionServices, Service, World } from '../world.ts';
import { actionTypeOperations } from './action-types/action-type-operations.ts';
import { ActionTypes } from './action-types/action-types.ts';
import { conditionOperations } from './conditions/condition-operations.ts';
import { definitionOperations } from './definitions/definition-operations.ts';
import { PipelineDefinitions } from './definitions/pipeline-definitions.ts';
import { targetOperations } from './deploy-targets/target-operations.ts';
import type { EngineContext } from './engine-context.ts';
import { executionOperations } from './executions/execution-operations.ts';
import { requestStart, type StartRequest } from './executions/start-request.ts';
import { jobOperations } from './jobs/job-operations.ts';
import { Jobs } from './jobs/jobs.ts';
import { thirdPartyJobOperations } from './jobs/third-party-job-operations.ts';
import { type SourceChange, sourceChange } from './sources/source-change.ts';
import { sourceOperations } from './sources/source-operations.ts';
import { tagOperations } from './tags/tag-operations.ts';
import type { Taggable } from './tags/tags.ts';
import { PipelineEvents } from './views/events.ts';
import { viewOperations } from './views/view-operations.ts';
import type { Delivery } from './webhooks/authenticate.ts';
import { deliver, type Reception } from './webhooks/deliver.ts';
import { webhookOperations } from './webhooks/webhook-operations.ts';
import { Webhooks } from './webhooks/webhooks.ts';

/** CodePipeline in one account and region. */
export class CodePipelineService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: EngineContext;
  readonly #definitions: PipelineDefinitions;
  readonly #webhooks: Webhooks;

  constructor(world: World, services: RegionServices) {
    this.#context = {
      world,
      services,
      agenda: new Agenda(),
      events: new PipelineEvents(world.journal),
      actionTypes: new ActionTypes(services),
      jobs: new Jobs(world),
    };
    this.#definitions = new PipelineDefinitions(this.#context);
    this.#webhooks = new Webhooks(this.#context, this.#definitions);
    const table: Record<string, Operation> = {
      ...definitionOperations(this.#definitions),
      ...viewOperations(this.#definitions),
      ...conditionOperations(this.#context, this.#definitions),
      ...targetOperations(this.#definitions),
      ...executionOperations(this.#context, this.#definitions),
      ...webhookOperations(this.#context, this.#webhooks),
      ...actionTypeOperations(this.#context),
      ...sourceOperations(this.#context, this.#definitions),
      ...tagOperations((arn) => this.#findTaggable(arn)),
      ...jobOperations(this.#context),
      ...thirdPartyJobOperations(this.#context),
    };
    this.operations = Object.fromEntries(Object.entries(table).map(([name, run]) => [name, this.#settled(run)]));
  }

  /**
   * A change in a source of a pipeline (spec 2.11): the id of the execution that it started, or null when the
   * definition says that it starts none. Throws PipelineNotFoundException and ActionNotFoundException.
   */
  sourceChange(change: SourceChange): string | null {
    return this.#context.agenda.run(() =>
      sourceChange(this.#context, this.#webhooks, this.#definitions.find(change.pipeline), change),
    );
  }

  /** A call of the webhook whose URL ends in this id; undefined where there is none. Throws AwsError when it passed and could start nothing. */
  receive(id: string, delivery: Delivery): Reception | undefined {
    const webhook = this.#webhooks.findById(id);
    return webhook && this.#context.agenda.run(() => deliver(this.#context, this.#definitions, webhook, delivery));
  }

  /** Starts an execution of a pipeline, as another pipeline does (spec 2.3). Throws AwsError like StartPipelineExecution. */
  start(pipeline: string, request: StartRequest, callerArn: string): string {
    return this.#context.agenda.run(() =>
      requestStart(this.#context, this.#definitions.find(pipeline), request, callerArn),
    );
  }

  #findTaggable(arn: string): Taggable | undefined {
    const { actionTypes } = this.#context;
    return (
      this.#definitions.findByArn(arn) ?? this.#webhooks.findByArn(arn) ?? actionTypes.findCustomActionTypeByArn(arn)
    );
  }

  /** What takes no time has happened when the operation answers. */
  #settled(operation: Operation): Operation {
    return (input, caller) => this.#context.agenda.run(() => operation(input, caller));
  }
}
