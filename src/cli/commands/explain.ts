import { type Explanation, explain as explanationOf } from '../../domain/explanation.ts';
import { readExplanationFacts } from '../../live/explanation-facts.ts';
import { readPipelineView } from '../../live/pipeline-views.ts';
import { stageNamed } from '../../operations/stage.ts';
import { carriedShort, carriedText } from '../../operations/wording.ts';
import type { CommandSpec } from '../command.ts';
import { explanationDocument } from '../documents/explanation-document.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { explanationText } from '../render/explanation-text.ts';

export const explain: CommandSpec = {
  path: ['explain'],
  summary: 'why a pipeline is not moving, and what will happen next',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '[STAGE]', description: 'only this stage' },
  ],
  options: [],
  examples: [
    { command: 'signalbox explain storefront', meaning: 'a sentence a stage, and what comes next' },
    { command: 'signalbox explain storefront Approval --output json', meaning: 'one stage, for a script' },
  ],
  noun: 'explanation',
  run: (invocation) => {
    const [name = '', stage] = invocation.words;
    return withPipeline(
      invocation,
      name,
      async ({ session, id }) => {
        const { live } = session;
        const view = await readPipelineView(live, id, { definition: true });
        if (stage !== undefined && view.state) stageNamed(view.state, stage);
        const facts = await readExplanationFacts(live, id, view);
        const explanation = ofStage(explanationOf(view, facts), stage);
        const telling = {
          now: facts.now,
          short: (executionId: string) => carriedShort(view, executionId),
          full: (executionId: string) => carriedText(view, executionId),
        };
        return {
          value: explanationDocument(id, explanation, telling),
          text: (sheet) => explanationText(id, explanation, telling, session, sheet),
        };
      },
      { everywhere: false },
    );
  },
};

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
