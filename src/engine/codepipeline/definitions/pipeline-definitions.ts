import type { PipelineDeclaration } from '../../../rules/pipeline-declaration.ts';
import { firstDefinitionProblem } from '../../../rules/pipeline-definition.ts';
import { findUnknownSecret, keepSecrets, maskSecrets } from '../../../rules/secrets.ts';
import { AwsError } from '../../aws-error.ts';
import type { EngineContext } from '../engine-context.ts';
import { startExecution } from '../executions/flow.ts';
import { cancelExecutions, forgetExecutions } from '../executions/stop-execution.ts';
import { hasPolledSource, pollingDisabledAt } from '../sources/polling.ts';
import { checkTags, type Tag } from '../tags/tags.ts';
import type { PipelineVersion } from './layout.ts';
import { addVersion, currentVersion, newPipeline, type Pipeline, rebuildGates } from './pipeline.ts';

const MOST_PIPELINES = 1000;
/** Executions and what they ran are kept for 12 months, in milliseconds (spec 2.9). */
const KEPT = 365 * 24 * 3600 * 1000;
const MOST_POLLING_PIPELINES = 300;

/** The pipelines of one account and region, and how their definitions come, change and go. */
export class PipelineDefinitions {
  readonly #context: EngineContext;
  readonly #pipelines = new Map<string, Pipeline>();
  #inOrder: readonly Pipeline[] | undefined;
  readonly #masked = new WeakMap<PipelineVersion, PipelineDeclaration>();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Throws PipelineNotFoundException. */
  find(name: string): Pipeline {
    const pipeline = this.#pipelines.get(name);
    if (!pipeline) {
      const { account } = this.#context.services;
      throw new AwsError(
        'PipelineNotFoundException',
        `Account '${account}' does not have a pipeline with name '${name}'`,
      );
    }
    return pipeline;
  }

  /** The pipeline without what is older than its history is kept. Throws PipelineNotFoundException. */
  history(name: string): Pipeline {
    const pipeline = this.find(name);
    pipeline.executions.forget(this.#context.world.clock.now() - KEPT);
    return pipeline;
  }

  findByArn(arn: string): Pipeline | undefined {
    return this.#pipelines.values().find((pipeline) => pipeline.arn === arn);
  }

  /** By name. */
  list(): readonly Pipeline[] {
    this.#inOrder ??= [...this.#pipelines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return this.#inOrder;
  }

  /** CreatePipeline: the first execution starts at once (spec 2.2, 2.7). */
  create(declaration: PipelineDeclaration, tags: readonly Tag[], callerArn: string): Pipeline {
    const { world, services, actionTypes } = this.#context;
    const { account, region } = services;
    const { name } = declaration;
    if (this.#pipelines.has(name)) {
      const message = `A pipeline with the name '${name}' already exists in account '${account}'`;
      throw new AwsError('PipelineNameInUseException', message);
    }
    this.#check(declaration);
    checkTags(tags, `arn:aws:codepipeline:${region}:${account}:${name}`);
    if (this.#pipelines.size >= MOST_PIPELINES) {
      throw new AwsError('LimitExceededException', `There can only be up to ${MOST_PIPELINES} pipelines in a region`);
    }
    this.#checkPolling(declaration);
    const pipeline = newPipeline(declaration, tags, { account, region }, world.clock.now(), actionTypes.find);
    this.#pipelines.set(name, pipeline);
    this.#inOrder = undefined;
    startExecution(this.#context, pipeline, { trigger: { triggerType: 'CreatePipeline', triggerDetail: callerArn } });
    return pipeline;
  }

  /** UpdatePipeline: a new version; changed stages cancel what is under way (spec 2.7). */
  update(declaration: PipelineDeclaration): Pipeline {
    const { world, services, actionTypes } = this.#context;
    const pipeline = this.#pipelines.get(declaration.name);
    if (!pipeline) {
      // The operation has no not-found error (spec 2.2).
      const message = `The account with id '${services.account}' does not include a pipeline with the name '${declaration.name}'`;
      throw new AwsError('InvalidStructureException', message);
    }
    const before = currentVersion(pipeline).declaration;
    const complete = keepSecrets(declaration, before, actionTypes.findKnown);
    this.#check(complete);
    if (!hasPolledSource(before)) this.#checkPolling(complete);
    if (addVersion(pipeline, complete, world.clock.now(), actionTypes.find)) {
      cancelExecutions(this.#context, pipeline);
      rebuildGates(pipeline);
    }
    return pipeline;
  }

  /** DeletePipeline: an unknown name is no error; executions vanish with the history (spec 2.2). */
  delete(name: string): void {
    const pipeline = this.#pipelines.get(name);
    if (!pipeline) return;
    this.#pipelines.delete(name);
    this.#inOrder = undefined;
    forgetExecutions(this.#context, pipeline);
  }

  /** GetPipeline. Throws PipelineVersionNotFoundException for a version outside 1..current (spec 7.4). */
  describe(name: string, number: number | undefined) {
    const pipeline = this.find(name);
    const version = number === undefined ? currentVersion(pipeline) : pipeline.versions[number - 1];
    if (!version) {
      const message = `Pipeline '${name}' does not have a version ${number}`;
      throw new AwsError('PipelineVersionNotFoundException', message);
    }
    const disabledAt = pollingDisabledAt(pipeline, this.#context.world.clock.now());
    return {
      // It never changes, and whoever asks for it may do so often.
      pipeline: Object.freeze(this.masked(version)),
      metadata: {
        pipelineArn: pipeline.arn,
        created: pipeline.created,
        updated: pipeline.updated,
        ...(disabledAt !== undefined && { pollingDisabledAt: disabledAt }),
      },
    };
  }

  /** A version's definition as AWS shows it: without its secrets (spec 2.2). */
  masked(version: PipelineVersion): PipelineDeclaration {
    let masked = this.#masked.get(version);
    if (!masked) {
      masked = maskSecrets(version.declaration, this.#context.actionTypes.findKnown);
      this.#masked.set(version, masked);
    }
    return masked;
  }

  /** Structure first, then secrets; the first problem is the answer (spec 2.2). */
  #check(declaration: PipelineDeclaration): void {
    const { services, actionTypes } = this.#context;
    const problem =
      firstDefinitionProblem(declaration, services.region, actionTypes.find) ??
      findUnknownSecret(declaration, actionTypes.find);
    if (problem) throw new AwsError(problem.exception, problem.message);
  }

  #checkPolling(declaration: PipelineDeclaration): void {
    if (!hasPolledSource(declaration)) return;
    const polling = this.list().filter((pipeline) => hasPolledSource(currentVersion(pipeline).declaration));
    if (polling.length >= MOST_POLLING_PIPELINES) {
      const message = `There can only be up to ${MOST_POLLING_PIPELINES} pipelines that poll for source changes in a region`;
      throw new AwsError('LimitExceededException', message);
    }
  }
}
