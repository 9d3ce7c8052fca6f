import { sourceFacts } from '../sources/source-facts.ts';
import { syntheticCommit } from '../sources/synthetic-commit.ts';
import type { ActionResult, StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 1;

/** A source action: after a second it yields the revision that it was given, or a new one (engine-control: defaults). */
export function runSource(starting: StartingAction): void {
  playOut(starting, { seconds: SECONDS, result: () => found(starting) });
}

function found({ context, run, configuration }: StartingAction): ActionResult {
  const { execution } = run.stageRun;
  const { account, region } = execution.pipeline;
  const { clock, random } = context.world;
  const facts = sourceFacts(run.action.type.provider, {
    configuration,
    given: execution.given.get(run.action.name) ?? {},
    commit: syntheticCommit(random, clock.now()),
    random,
    account,
    region,
  });
  const { id, summary, url } = facts.revision;
  return {
    summary,
    externalId: id,
    revision: { id, summary, url, created: clock.now() },
    outputVariables: facts.outputVariables,
  };
}
