import type { Credentials } from '../aws/credentials.ts';
import { type Endpoints, isLoopback } from '../aws/endpoints.ts';
import { type ProbedMock, probeMock } from '../aws/mock-probe.ts';
import type { OperationId } from '../aws/operation-ids.ts';
import { profileRegion } from '../aws/profile-region.ts';
import { type CallReport, Session } from '../aws/session.ts';
import type { InProcessService } from '../aws/transport.ts';
import { Fault, usage } from '../domain/fault.ts';
import type { Place } from '../domain/identity.ts';
import type { KeptDefinitions } from '../domain/kept-definitions.ts';
import { regionProblem } from '../domain/region.ts';
import type { Site } from './site.ts';

/** An engine in this process: who and where it is needs not be asked. */
export interface InProcessMock {
  handle: InProcessService;
  place: Place;
  scenario: string;
}

export interface SiteChoice {
  profiles: readonly string[];
  regions: readonly string[];
  endpoints: Endpoints;
  inProcess?: InProcessMock;
  allowed: ReadonlySet<OperationId>;
  /** Absent: the default chain, and nobody is asked for anything. */
  credentials?: Credentials;
  /** Where the definitions of a service are kept; `endpoint` where it is not AWS. Never asked for a mock, whose versions begin anew. */
  definitions?: (endpoint: string | undefined) => KeptDefinitions;
  monotonic: () => number;
  /** Where none answers that is no error: all of them are told. */
  mayBeNobody?: boolean;
  /** Told of every call that ended. */
  onCall?: (call: CallReport) => void;
}

export interface Connected {
  readonly sites: readonly Site[];
  /** Those of several that did not answer. */
  readonly unreachable: readonly Fault[];
}

/** Opens a session for each profile and region and learns who it is. Throws the first Fault when none answers, unless nobody may. */
export async function connectSites(choice: SiteChoice): Promise<Connected> {
  if (choice.inProcess) return { sites: inProcessSites(choice, choice.inProcess), unreachable: [] };
  const mock = await mockBehind(choice);
  const wanted = await Promise.all(
    (choice.profiles.length > 0 ? choice.profiles : [undefined]).map((profile) => regionsOf(choice, profile, mock)),
  );
  const results = await Promise.all(wanted.flat().map((one) => siteOrFault(choice, one, mock)));
  const sites = results.filter((result) => !(result instanceof Fault));
  const unreachable = results.filter((result) => result instanceof Fault);
  if (sites.length === 0 && unreachable[0] && !choice.mayBeNobody) throw unreachable[0];
  return { sites, unreachable };
}

interface Wanted {
  profile: string | undefined;
  region: string;
}

async function regionsOf(
  choice: SiteChoice,
  profile: string | undefined,
  mock: ProbedMock | undefined,
): Promise<Wanted[]> {
  if (choice.regions.length > 0) return choice.regions.map((region) => ({ profile, region }));
  const configured = mock && !mock.verifies ? undefined : await profileRegion(profile);
  const region = configured ?? (mock ? 'us-east-1' : undefined);
  if (region === undefined) throw (await noProfile(profile)) ?? noRegion();
  const problem = regionProblem(region);
  if (problem) throw usage(`the region of the profile ${profile ?? 'default'} ${problem}, not '${region}'`);
  return [{ profile, region }];
}

function noRegion(): Fault {
  return usage('no region: give --region, set AWS_REGION, or name one in the profile');
}

async function noProfile(profile: string | undefined): Promise<Fault | undefined> {
  if (profile === undefined) return undefined;
  // Only who fails looks for the reason.
  const { missingProfile } = await import('../aws/missing-profile.ts');
  return missingProfile(profile);
}

/** A mock must be the only thing that is spoken to: real credentials never go to one, and its answers never mix with real ones. */
async function mockBehind({ endpoints, regions }: SiteChoice): Promise<ProbedMock | undefined> {
  const urls = [...new Set(Object.values(endpoints))];
  const probes = new Map<string | undefined, ProbedMock | Fault | undefined>();
  await Promise.all(urls.map(async (url) => probes.set(url, isLoopback(url) ? await probeMock(url) : undefined)));
  // Without these two nothing can be done, whatever the others are.
  const needed = [probes.get(endpoints.sts), probes.get(endpoints.codepipeline)];
  const nobody = needed.find((probe) => probe instanceof Fault);
  if (nobody) throw nobody.at(regions.length === 1 ? { region: regions[0] } : {});
  const mocks = [...probes.values()].filter(isMock);
  if (mocks.length === 0) return undefined;
  const all = Object.keys(endpoints).length === 5 && mocks.length === probes.size;
  if (!all) throw usage('some service endpoints are a mock and others are not: give one --endpoint-url for all');
  return mocks[0];
}

function isMock(probe: ProbedMock | Fault | undefined): probe is ProbedMock {
  return probe !== undefined && !(probe instanceof Fault);
}

/** Throws only what is no Fault. */
async function siteOrFault(choice: SiteChoice, wanted: Wanted, mock: ProbedMock | undefined): Promise<Site | Fault> {
  try {
    return await connectSite(choice, wanted, mock);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const missing = thrown.kind === 'credentials' ? await noProfile(wanted.profile) : undefined;
    return (missing ?? thrown).at({ region: wanted.region, profile: wanted.profile });
  }
}

async function connectSite(
  choice: SiteChoice,
  { profile, region }: Wanted,
  mock: ProbedMock | undefined,
): Promise<Site> {
  const endpoint = choice.endpoints.codepipeline;
  const kind = mock ? 'mock' : endpoint ? 'endpoint' : 'aws';
  const { endpoints, allowed, credentials, monotonic, onCall } = choice;
  const verifies = mock?.verifies;
  const definitions = mock ? undefined : choice.definitions?.(endpoint);
  const session = new Session({
    kind,
    region,
    profile,
    verifies,
    endpoints,
    allowed,
    credentials,
    definitions,
    monotonic,
    onCall,
  });
  if (mock?.account !== undefined) {
    return { ...mockCaller(mock.account, region), kind, endpoint, profile, scenario: mock.scenario, session };
  }
  try {
    const { getCallerIdentity } = await import('../aws/sts.ts');
    const { place, principal } = await getCallerIdentity(session);
    return { place, kind, endpoint, profile, scenario: mock?.scenario, principal, session };
  } catch (thrown) {
    session.close();
    throw thrown;
  }
}

/** Who and where one is to a mock that takes every key: that needs not be asked. */
function mockCaller(account: string, region: string): Pick<Site, 'place' | 'principal'> {
  return { place: { partition: 'aws', account, region }, principal: `arn:aws:iam::${account}:user/operator` };
}

function inProcessSites(choice: SiteChoice, mock: InProcessMock): Site[] {
  const regions = choice.regions.length > 0 ? choice.regions : [mock.place.region];
  return regions.map((region) => {
    const { allowed, monotonic, onCall } = choice;
    const session = new Session({ kind: 'mock', region, inProcess: mock.handle, allowed, monotonic, onCall });
    return { ...mockCaller(mock.place.account, region), kind: 'mock', scenario: mock.scenario, session };
  });
}
