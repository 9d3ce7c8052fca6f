import { DEPLOYMENT_STATUSES, type DeploymentStatus } from '../../domain/deployment.ts';
import { type Fault, notFound, usage } from '../../domain/fault.ts';
import type { Place } from '../../domain/identity.ts';
import { didYouMean } from '../../domain/nearest.ts';
import { applications, deploymentGroups } from '../../live/deployment-needs.ts';
import { type DeploymentsWanted, newestFirst, readDeployments } from '../../live/deployments.ts';
import type { Need } from '../../live/need.ts';
import type { CommandSpec } from '../command.ts';
import { deploymentDocument } from '../documents/deployment-document.ts';
import { asFault } from '../pick-pipeline.ts';
import { deploymentsText } from '../render/deployments-text.ts';
import { placeOf, type Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

const USUAL_LIMIT = 20;

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
  const missing = problems.find(({ kind }) => kind === 'not-found');
  if (!missing || others.length > 0 || problems.length < parts.length) return others;
  return [await withNearNames(session, wanted, missing)];
}

async function withNearNames(session: Session, { application = '', group }: DeploymentsWanted, { code, where }: Fault) {
  const places = session.sites.map(({ place }) => place);
  const region = [...new Set(places.map((place) => place.region))].join(' or ');
  const namesOf = async (need: (place: Place) => Need<readonly string[]>) => {
    const listed = await Promise.allSettled(places.map((place) => session.live.read(need(place))));
    return listed.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
  if (code === 'DeploymentGroupDoesNotExistException' && group !== undefined) {
    const near = didYouMean(group, await namesOf((place) => deploymentGroups(place, application)));
    return notFound(code, `${application} has no deployment group ${group} in ${region}${near}`).at(where);
  }
  const near = didYouMean(application, await namesOf(applications));
  return notFound(code, `there is no application ${application} in ${region}${near}`).at(where);
}
