import { usage } from '../../domain/fault.ts';
import type { Place } from '../../domain/identity.ts';
import type { CommandSpec, Flags, Invocation, Outcome } from '../command.ts';
import { parseDuration } from '../duration.ts';
import { executionId } from '../execution-id.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { askedServiceTime, type Session } from '../session.ts';
import { parseActionPath } from '../stage-action.ts';

/** A group may be as old as the account: following one begins here unless told otherwise. */
const FOLLOW_GROUP_SINCE_MS = 10 * 60 * 1000;

export const logs: CommandSpec = {
  path: ['logs'],
  summary: 'the log of an action, or of a log group',
  arguments: [
    { name: '[PIPELINE[/STAGE[/ACTION]]]', description: 'of what runs there, else of what failed, else the last' },
  ],
  options: [
    { flags: '--group <G>', description: 'a CloudWatch log group instead of a pipeline' },
    { flags: '--stream <S>', description: 'only this stream of the group' },
    { flags: '-f, --follow', description: 'go on until the action is over, or until Ctrl-C; a group from 10m ago' },
    { flags: '--since <D>', description: 'only lines from 15m, 2h ... ago' },
    { flags: '--filter <TEXT>', description: 'only lines that contain this text' },
    { flags: '--execution <ID>', description: 'this execution instead of the newest' },
  ],
  examples: [
    { command: 'signalbox logs checkout-api', meaning: 'why did it fail?' },
    { command: 'signalbox logs checkout-api/Build/Compile -f', meaning: 'until the build is over' },
    {
      command: 'signalbox logs --group /aws/codebuild/checkout-api-build --since 2h --filter ERROR',
      meaning: 'any log group',
    },
  ],
  noun: 'events',
  streams: (flags) => flags.on('follow'),
  run(invocation) {
    const { words, flags } = invocation;
    const group = flags.text('group');
    refuseMixtures(words[0], group, flags);
    return group === undefined ? ofAction(invocation, words[0] ?? '') : ofGroup(invocation, group);
  },
};

function refuseMixtures(path: string | undefined, group: string | undefined, flags: Flags): void {
  if (path === undefined && group === undefined) throw usage('either PIPELINE[/STAGE[/ACTION]] or --group is needed');
  if (path !== undefined && group !== undefined)
    throw usage('PIPELINE[/STAGE[/ACTION]] and --group exclude each other');
  if (group === undefined && flags.text('stream') !== undefined) throw usage('--stream needs --group');
  if (group !== undefined && flags.text('execution') !== undefined) throw usage('--execution needs a PIPELINE');
}

function ofAction(invocation: Invocation, text: string): Promise<Outcome> {
  const { flags } = invocation;
  const { pipeline, ...path } = parseActionPath(text);
  const since = sinceMs(flags);
  const wanted = executionId('--execution', flags.text('execution'));
  return withPipeline(
    invocation,
    pipeline,
    async (target) => {
      const { actionLogs } = await import('../logs/action-logs.ts');
      const startTime = await startOf(target.session, target.id, since);
      const request = { follow: flags.on('follow'), startTime, filter: flags.text('filter') };
      return actionLogs(invocation, target, { ...path, executionId: wanted }, request);
    },
    { everywhere: false },
  );
}

async function ofGroup(invocation: Invocation, group: string): Promise<Outcome> {
  const { flags } = invocation;
  const follow = flags.on('follow');
  const since = sinceMs(flags) ?? (follow ? FOLLOW_GROUP_SINCE_MS : undefined);
  const session = await invocation.connect();
  const { groupLogs } = await import('../logs/group-logs.ts');
  const startTime = await startOf(session, session.sites[0]?.place, since);
  const source = { group, stream: flags.text('stream') };
  return groupLogs(invocation, session, source, { follow, startTime, filter: flags.text('filter') });
}

function sinceMs(flags: Flags): number | undefined {
  const text = flags.text('since');
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === undefined) throw usage(`--since must be a duration such as 30s, 15m or 1h30m, not '${text}'`);
  return ms;
}

/** So long ago by the service's clock, as epoch milliseconds. */
async function startOf(session: Session, place: Place | undefined, since: number | undefined) {
  if (since === undefined || place === undefined) return undefined;
  const now = await askedServiceTime(session, place);
  return now === undefined ? undefined : Math.max(0, now - since);
}
