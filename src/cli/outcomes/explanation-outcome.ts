import { type Explanation, explain } from '../../domain/explanation.ts';
import { readExplanationFacts } from '../../live/explanation-facts.ts';
import { readPipelineView } from '../../live/pipeline-views.ts';
import { stageNamed } from '../../operations/stage.ts';
import { carriedShort, carriedText } from '../../operations/wording.ts';
import type { Outcome } from '../command.ts';
import { explanationDocument } from '../documents/explanation-document.ts';
import type { Target } from '../pick-pipeline.ts';
import { explanationText } from '../render/explanation-text.ts';

/** Why a pipeline, or one stage of it, is not moving. Throws Fault: not-found for a stage that is not there. */
export async function explanationOutcome({ session, id }: Target, stage: string | undefined): Promise<Outcome> {
  const { live } = session;
  const view = await readPipelineView(live, id, { definition: true });
  if (stage !== undefined && view.state) stageNamed(view.state, stage);
  const facts = await readExplanationFacts(live, id, view);
  const explanation = ofStage(explain(view, facts), stage);
  const telling = {
    now: facts.now,
    short: (executionId: string) => carriedShort(view, executionId),
    full: (executionId: string) => carriedText(view, executionId),
  };
  return {
    value: explanationDocument(id, explanation, telling),
    text: (sheet) => explanationText(id, explanation, telling, session, sheet),
  };
}

/** What belongs to one stage alone, and what touches it. */
function ofStage(explanation: Explanation, stage: string | undefined): Explanation {
  if (stage === undefined) return explanation;
  return {
    ...explanation,
    stages: explanation.stages.filter((candidate) => candidate.stage === stage),
    next: explanation.next.filter(
      ({ when, outcomes }) => when.stage === stage || outcomes.some((outcome) => outcome.stage === stage),
    ),
  };
}
