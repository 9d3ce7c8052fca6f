import type { CommandSpec } from '../command.ts';

export const mockScenarios: CommandSpec = {
  path: ['mock', 'scenarios'],
  summary: 'the scenarios that the bundled mock engine knows by name, and what each shows',
  arguments: [],
  options: [],
  examples: [
    { command: 'signalbox mock scenarios', meaning: 'their names' },
    { command: 'signalbox --scenario demo', meaning: 'opens the console on one of them' },
  ],
  noun: 'scenarios',
  async run({ host }) {
    const scenarios = await host.mock.scenarios();
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    const lines = scenarios.map(({ name, description }) => `${name.padEnd(width)}  ${description}`);
    return { value: scenarios, text: () => lines };
  },
};
