import { usage } from '../../domain/fault.ts';
import type { PolicyLevel } from '../../policy/iam-policy.ts';
import type { CommandSpec, Flags } from '../command.ts';

const LEVELS: readonly PolicyLevel[] = ['read', 'operate'];

export const iamPolicyCommand: CommandSpec = {
  path: ['iam-policy'],
  summary: 'the least that IAM has to allow, for somebody who looks or for somebody who operates',
  arguments: [{ name: '<LEVEL>', description: 'read, or operate: also what changes something', choices: LEVELS }],
  options: [
    { flags: '--pipeline <GLOB>', description: 'only pipelines whose name matches', repeatable: true },
    { flags: '--account <ID>', description: 'only this account; --region narrows it further', repeatable: true },
  ],
  examples: [
    { command: 'signalbox iam-policy read', meaning: 'a policy document to be attached to a role' },
    {
      command: "signalbox iam-policy operate --pipeline 'shop-*' --account 123456789012 --region eu-west-1",
      meaning: 'for a team that operates its own pipelines alone',
    },
  ],
  noun: 'policy',
  async run({ words, flags, global, note }) {
    const level = LEVELS.find((candidate) => candidate === words[0]);
    if (!level) throw usage(`LEVEL must be ${LEVELS.join(' or ')}, not '${words[0]}'`);
    const scope = { pipelines: pipelinesOf(flags), accounts: accountsOf(flags), regions: global.regions };
    const { iamPolicy } = await import('../../policy/iam-policy.ts');
    const policy = iamPolicy(level, scope);
    if (level === 'operate') note("apply also needs iam:PassRole for the pipeline's role, which is not in this policy");
    return { value: policy, text: () => JSON.stringify(policy, null, 2).split('\n') };
  },
};

/** What is in no name of a pipeline would mean something else to IAM. */
function pipelinesOf(flags: Flags): readonly string[] {
  const globs = flags.list('pipeline');
  const wrong = globs.find((glob) => !/^[A-Za-z0-9.@_*?-]+$/.test(glob));
  if (wrong !== undefined)
    throw usage(`--pipeline must be made of letters, digits, . @ _ - and of * and ?, not '${wrong}'`);
  return globs;
}

function accountsOf(flags: Flags): readonly string[] {
  const ids = flags.list('account');
  const wrong = ids.find((id) => !/^\d{12}$/.test(id));
  if (wrong !== undefined) throw usage(`--account must be an account id of 12 digits, not '${wrong}'`);
  return ids;
}
