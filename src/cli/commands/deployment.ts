import type { CommandSpec } from '../command.ts';
import { checkDeploymentId } from '../deployment-id.ts';
import { findDeployment } from '../find-deployment.ts';

export const deployment: CommandSpec = {
  path: ['deployment'],
  summary: 'one deployment: targets, lifecycle events, traffic, diagnostics, what it waits for',
  arguments: [{ name: '<ID>', description: "the deployment's id" }],
  options: [{ flags: '--watch', description: 'follow it to its end; the exit code tells how it ended' }],
  examples: [
    { command: 'signalbox deployment d-1A2B3C4D5', meaning: 'for a person' },
    { command: 'signalbox deployment d-1A2B3C4D5 --watch --timeout 1h', meaning: 'to its end' },
    { command: 'signalbox deployment d-1A2B3C4D5 --output json', meaning: 'every target, for a script' },
  ],
  noun: 'deployment',
  streams: (flags) => flags.on('watch'),
  async run(invocation) {
    const [id = ''] = invocation.words;
    checkDeploymentId(id, ['stop', 'continue']);
    const session = await invocation.connect();
    const found = await findDeployment(session, id);
    if (invocation.flags.on('watch')) {
      const { watchDeployment } = await import('../watch/watch-deployment.ts');
      return watchDeployment(invocation, session, found);
    }
    const { readDeploymentView } = await import('../deployment-view.ts');
    const { deploymentViewDocument } = await import('../documents/deployment-document.ts');
    const { deploymentViewText } = await import('../render/deployment-text.ts');
    const view = await readDeploymentView(session, found);
    return {
      value: deploymentViewDocument(view),
      text: (sheet) => deploymentViewText(view, session, sheet),
    };
  },
};
