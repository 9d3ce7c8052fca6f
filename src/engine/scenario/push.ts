import type { RegionServices, World } from '../world.ts';
import type { Push } from './model.ts';

/** A push to one of the step's pipelines, as the source of its first action tells of it. */
export function push(world: World, services: RegionServices, step: Push): void {
  const pipeline = step.pipelines.length === 1 ? step.pipelines[0]! : world.random.pick(step.pipelines);
  const { commit: summary, author, id, url, branch, tag, files, pullRequest } = step;
  const action = step.action ?? firstSource(services, pipeline);
  const revision = { summary, author, id, url };
  services.codepipeline.sourceChange({ pipeline, action, revision, branch, tag, files, pullRequest });
}

function firstSource(services: RegionServices, pipeline: string): string {
  const { account, region, codepipeline } = services;
  const caller = { account, region, arn: `arn:aws:iam::${account}:user/scenario` };
  // biome-ignore lint/suspicious/noExplicitAny: outputs are described by the service model, not by TypeScript.
  const { pipeline: declaration } = codepipeline.operations.GetPipeline!({ name: pipeline }, caller) as any;
  return declaration.stages[0].actions[0].name;
}
