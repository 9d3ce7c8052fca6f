import { Fault } from '../../domain/fault.ts';
import { type Probed, probeReads, UNTRIED } from '../../live/probes.ts';
import type { Site } from '../../live/site.ts';
import { type Check, failed } from './check.ts';

// A signature is refused when its time is five minutes off.
const REFUSED_SKEW_MS = 5 * 60 * 1000;
const NOTABLE_SKEW_MS = 60 * 1000;

interface Clocks {
  /** Local: epoch milliseconds, and monotonic ones. */
  wall(): number;
  monotonic(): number;
}

/** Who one account and region take us for, how fast each service answers, what time it is there, and what may be read. */
export async function siteChecks(site: Site, signal: AbortSignal, clocks: Clocks): Promise<readonly Check[]> {
  const { place, profile, principal } = site;
  const group = `${place.account} ${place.region}`;
  const probed = await probeReads(site.session, place, { signal, monotonic: clocks.monotonic });
  return [
    {
      group,
      name: 'identity',
      status: 'ok',
      detail: profile === undefined ? principal : `${principal}, profile ${profile}`,
    },
    ...serviceNames(probed).map((service) => reachCheck(group, service, probed)),
    clockCheck(group, site, clocks.wall()),
    ...probed.map((one) => permissionCheck(group, one)),
    {
      group,
      name: 'changes',
      status: 'skipped',
      detail: `not tried, since each would change something: ${UNTRIED.join(', ')}`,
    },
  ];
}

function serviceNames(probed: readonly Probed[]): string[] {
  return [...new Set(probed.map(({ operation }) => serviceOf(operation)))];
}

function serviceOf(operation: string): string {
  return operation.slice(0, operation.indexOf(':'));
}

/** A service that refuses has been reached. */
function reachCheck(group: string, service: string, probed: readonly Probed[]): Check {
  const own = probed.filter(({ operation }) => serviceOf(operation) === service);
  const answers = own.flatMap(({ milliseconds }) => milliseconds ?? []);
  if (answers.length > 0) {
    return { group, name: service, status: 'ok', detail: `answers in ${Math.round(Math.min(...answers))} ms` };
  }
  const unreachable = own.find(({ fault }) => fault && fault.kind !== 'credentials')?.fault;
  if (unreachable) return failed(group, service, unreachable);
  return { group, name: service, status: 'ok', detail: 'answers, and refuses' };
}

function clockCheck(group: string, { kind, session }: Site, wall: number): Check {
  const common = { group, name: 'clock' };
  const there = session.clock.now();
  if (there === undefined) return { ...common, status: 'skipped', detail: 'the service has not told what time it is' };
  if (kind === 'mock') return { ...common, status: 'skipped', detail: 'a mock has a time of its own' };
  const skew = Math.abs(wall - there);
  const seconds = Math.round(skew / 1000);
  const detail = `${seconds} s ${wall < there ? 'behind' : 'ahead of'} the service`;
  if (skew < NOTABLE_SKEW_MS)
    return { ...common, status: 'ok', detail: seconds === 0 ? 'as that of the service' : detail };
  const fix = 'set the clock of this machine: AWS refuses signatures that are more than 5 minutes off';
  if (skew < REFUSED_SKEW_MS) return { ...common, status: 'warn', detail, fix };
  // The credentials are refused then, whoever they are of.
  return { ...failed(group, 'clock', new Fault({ kind: 'credentials', code: 'ClockSkew', message: detail })), fix };
}

function permissionCheck(group: string, { operation, feature, milliseconds, fault }: Probed): Check {
  const common = { group, name: operation };
  if (fault === undefined) {
    if (milliseconds !== undefined) return { ...common, status: 'ok', detail: feature };
    return { ...common, status: 'skipped', detail: `${feature}: there is nothing to try it on` };
  }
  if (fault.kind !== 'credentials') return { ...common, status: 'skipped', detail: `${feature}: no answer` };
  if (!isMissingPermission(fault)) return failed(group, operation, fault);
  return {
    ...failed(group, operation, fault),
    detail: `${feature}: not allowed`,
    fix: `allow ${operation}; signalbox iam-policy prints what is needed`,
  };
}

/** Of a signature that is not accepted no policy is the remedy. */
function isMissingPermission({ code }: Fault): boolean {
  return /^(AccessDenied|NotAuthorized|Unauthorized)/.test(code);
}
