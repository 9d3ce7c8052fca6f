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
  const given = execution.given.get(run.action.name) ?? {};
  const facts = sourceFacts(run.action.type, {
    configuration,
    given,
    commit: syntheticCommit(random, clock.now()),
    random,
    account,
    region,
  });
  const { id, summary, url } = facts.revision;
  return {
    summary,
    externalId: id,
    revision: { id, summary, url, created: given.created ?? clock.now(), changeId: given.changeId },
    outputVariables: facts.outputVariables,
  };
}
