import { usage } from '../../domain/fault.ts';
import { didYouMean } from '../../domain/nearest.ts';
import type { CommandSpec } from '../command.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const completion: CommandSpec = {
  path: ['completion'],
  summary: 'a script that lets a shell complete commands, flags and the names that were seen before',
  arguments: [{ name: '<SHELL>', description: SHELLS.join(', '), choices: SHELLS }],
  options: [],
  examples: [
    { command: 'signalbox completion bash', meaning: 'in ~/.bashrc: source <(signalbox completion bash)' },
    { command: 'signalbox completion zsh', meaning: 'in ~/.zshrc, after compinit: source <(signalbox completion zsh)' },
    {
      command: 'signalbox completion fish',
      meaning: 'in ~/.config/fish/config.fish: signalbox completion fish | source',
    },
  ],
  async run({ words, global, host, commands }) {
    if (global.output !== 'text') throw usage('completion has the output text alone');
    const shell = shellNamed(words[0] ?? '');
    const { completionScript } = await import('../completion/completion-script.ts');
    const scenarios = await host.mock.scenarios();
    const script = completionScript(
      shell,
      commands,
      scenarios.map(({ name }) => name),
    );
    return { value: null, text: () => [script.trimEnd()] };
  },
};

function shellNamed(name: string): (typeof SHELLS)[number] {
  const shell = SHELLS.find((candidate) => candidate === name);
  if (!shell) throw usage(`SHELL must be one of ${SHELLS.join(', ')}, not '${name}'${didYouMean(name, SHELLS)}`);
  return shell;
}
