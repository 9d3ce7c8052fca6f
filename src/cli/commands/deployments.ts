import { DEPLOYMENT_STATUSES, type DeploymentStatus } from '../../domain/deployment.ts';
import { exactlyNamed } from '../../domain/exact-name.ts';
import { type Fault, usage } from '../../domain/fault.ts';
import type { Place } from '../../domain/identity.ts';
import { applications, deploymentGroups } from '../../live/deployment-needs.ts';
import { type DeploymentsWanted, newestFirst, readDeployments } from '../../live/deployments.ts';
import type { CommandSpec } from '../command.ts';
import { deploymentDocument } from '../documents/deployment-document.ts';
import { asFault } from '../pick-pipeline.ts';
import { deploymentsText } from '../render/deployments-text.ts';
import { placeOf, type Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

const USUAL_LIMIT = 20;
const NO_GROUP = 'DeploymentGroupDoesNotExistException';

export const deployments: CommandSpec = {
  path: ['deployments'],
  summary: 'what CodeDeploy deployed, newest first',
  arguments: [{ name: '[APPLICATION[/GROUP]]', description: 'only those of this application, or of this group' }],
  options: [
    { flags: '--status <S>', description: `only these: ${DEPLOYMENT_STATUSES.join(', ')}` },
    { flags: '--limit <N>', description: `at most so many, ${USUAL_LIMIT} unless told otherwise` },
  ],
  examples: [
    { command: 'signalbox deployments', meaning: 'everything in the account and region' },
    { command: 'signalbox deployments storefront/production --limit 5', meaning: 'the last ones of a group' },
    { command: 'signalbox deployments checkout-api --status failed --output json', meaning: 'for a script' },
  ],
  noun: 'deployments',
  async run({ words, flags, connect }) {
    const limit = wholeNumber('--limit', flags.text('limit')) ?? USUAL_LIMIT;
    const wanted = { ...parseGroup(words[0]), status: statusNamed(flags.text('status')), limit };
    const session = await connect();
    const parts = await Promise.all(session.sites.map(({ place }) => readPlace(session, place, wanted)));
    const problems = [...session.problems, ...(await problemsOf(session, wanted, parts))];
    if (problems[0] && parts.every(({ problem }) => problem)) throw problems[0];
    const found = newestFirst(parts.flatMap((part) => part.found)).slice(0, limit);
    return {
      value: found.map(deploymentDocument),
      problems,
      text: (sheet) => deploymentsText(found, session, sheet),
    };
  },
};

/** `APPLICATION[/GROUP]`: names of applications hold no slash, those of groups may. */
function parseGroup(word: string | undefined): Pick<DeploymentsWanted, 'application' | 'group'> {
  if (word === undefined) return {};
  const slash = word.indexOf('/');
  const application = slash < 0 ? word : word.slice(0, slash);
  const group = slash < 0 ? undefined : word.slice(slash + 1);
  if (group === '' || !/^[A-Za-z0-9._+=,@-]{1,100}$/.test(application)) {
    throw usage(`APPLICATION[/GROUP] must be one or two names with a slash, not '${word}'`);
  }
  return { application, group };
}

function statusNamed(text: string | undefined): DeploymentStatus | undefined {
  if (text === undefined) return undefined;
  const found = DEPLOYMENT_STATUSES.find((status) => status.toLowerCase() === text.toLowerCase());
  if (!found) throw usage(`--status must be one of ${DEPLOYMENT_STATUSES.join(', ')}, not '${text}'`);
  return found;
}

type Part = Awaited<ReturnType<typeof readPlace>>;

async function readPlace({ live }: Session, place: Place, wanted: DeploymentsWanted) {
  try {
    return { found: await readDeployments(live, place, wanted) };
  } catch (thrown) {
    return { found: [], problem: asFault(thrown).at(placeOf(place)) };
  }
}

/** What is in one of several places need not be in the others: only where it is nowhere is that a problem. */
async function problemsOf(session: Session, wanted: DeploymentsWanted, parts: readonly Part[]): Promise<Fault[]> {
  const problems = parts.flatMap(({ problem }) => problem ?? []);
  const others = problems.filter(({ kind }) => kind !== 'not-found');
  const absent = problems.filter(({ kind }) => kind === 'not-found');
  // Where the application is, its group was looked for: that says more.
  const missing = absent.find(({ code }) => code === NO_GROUP) ?? absent[0];
  if (!missing || others.length > 0 || problems.length < parts.length) return others;
  return [await withNames(session, wanted, missing)];
}

/** The service's own refusal, with the names that there are where they may be listed. */
async function withNames(
  session: Session,
  { application = '', group }: DeploymentsWanted,
  missing: Fault,
): Promise<Fault> {
  const places = session.sites.map(({ place }) => place);
  const of = [...new Set(places.map(({ region }) => region))].join(' or ');
  const { code } = missing;
  const isGroup = code === NO_GROUP && group !== undefined;
  const needOf = (place: Place) => (isGroup ? deploymentGroups(place, application) : applications(place));
  try {
    const names = await Promise.all(places.map((place) => session.live.read(needOf(place))));
    const candidates = [...new Set(names.flat())].map((name) => ({ name }));
    if (isGroup) exactlyNamed(group, candidates, { code, kind: 'deployment group', of: `${application} in ${of}` });
    else exactlyNamed(application, candidates, { code, kind: 'application', of });
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault.kind === 'usage' || fault.code === code) return fault.at(missing.where);
  }
  return missing;
}
