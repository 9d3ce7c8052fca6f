import type { CommandSpec } from '../command.ts';

export const mockScenarios: CommandSpec = {
  path: ['mock', 'scenarios'],
  summary: 'the scenarios that the bundled mock engine knows by name',
  arguments: [],
  options: [],
  examples: [{ command: 'signalbox --scenario demo', meaning: 'opens the console on one of them' }],
  noun: 'scenarios',
  async run({ host }) {
    const names = await host.mock.scenarioNames();
    return { value: names.map((name) => ({ name })), text: () => names };
  },
};
