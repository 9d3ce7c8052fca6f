import { APPROVAL_SUMMARY } from '../../rules/reasons.ts';
import { carryOut } from '../change.ts';
import type { CommandSpec } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { givenText } from '../given-text.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { revisionGiven } from '../revision.ts';
import { parseStageAction } from '../stage-action.ts';

export const approve = answer('approve', {
  summary: 'let what waits at a manual approval go on',
  examples: [
    { command: 'signalbox approve storefront', meaning: 'shows what waits, then asks' },
    { command: 'signalbox approve storefront --revision 77b0e1d --yes', meaning: 'only if that commit waits' },
    { command: 'signalbox approve storefront Approval/Approve -m "tested by QA" --yes', meaning: 'with a comment' },
  ],
});

export const reject = answer('reject', {
  summary: 'stop what waits at a manual approval',
  examples: [
    { command: 'signalbox reject storefront', meaning: 'shows what waits, then asks' },
    { command: 'signalbox reject storefront -m "wrong commit" --yes', meaning: 'from a script' },
  ],
});

function answer(verdict: 'approve' | 'reject', words: Pick<CommandSpec, 'summary' | 'examples'>): CommandSpec {
  return {
    ...words,
    path: [verdict],
    arguments: [
      { name: '<PIPELINE>', description: "the pipeline's name" },
      { name: '[STAGE/ACTION]', description: 'which approval, where several are open' },
    ],
    options: [
      { flags: '--execution <ID>', description: 'only if this execution waits' },
      { flags: '--revision <REV>', description: 'only if this revision waits; 7 characters are enough' },
      { flags: '-m, --message <TEXT>', description: 'the comment that is kept with the answer' },
    ],
    noun: 'result',
    run: (invocation) => {
      const { words: given, flags } = invocation;
      const where = parseStageAction(given[1]);
      const revision = revisionGiven('--revision', flags.text('revision'));
      const wanted = executionId('--execution', flags.text('execution'));
      const message = givenText('-m', APPROVAL_SUMMARY, flags.text('message'));
      return withPipeline(
        invocation,
        given[0] ?? '',
        async ({ session, id }) => {
          const { planApproval } = await import('../../operations/approval.ts');
          const plan = await planApproval(session.operations, {
            pipeline: id,
            verdict,
            ...where,
            executionId: wanted,
            revision,
          });
          return carryOut(invocation, plan, { flag: '-m', value: message });
        },
        { everywhere: true },
      );
    },
  };
}
