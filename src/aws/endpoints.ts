import { urlProblem, withoutCredentials } from '../domain/endpoint-url.ts';
import { usage } from '../domain/fault.ts';
import type { ServiceName } from './operation-ids.ts';

/** The names that AWS gives the services in AWS_ENDPOINT_URL_<SERVICE>. */
const VARIABLES: Readonly<Record<ServiceName, string>> = {
  codepipeline: 'AWS_ENDPOINT_URL_CODEPIPELINE',
  codedeploy: 'AWS_ENDPOINT_URL_CODEDEPLOY',
  codebuild: 'AWS_ENDPOINT_URL_CODEBUILD',
  logs: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
  sts: 'AWS_ENDPOINT_URL_STS',
};

export type Endpoints = Partial<Record<ServiceName, string>>;

/** The custom endpoint of each service: the flag for all, else the service's own variable, else AWS_ENDPOINT_URL, else the setting. */
export function serviceEndpoints(
  env: Readonly<Record<string, string | undefined>>,
  flag: string | undefined,
  setting: string | undefined,
): Endpoints {
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  const endpoints: Endpoints = {};
  for (const service of Object.keys(VARIABLES) as ServiceName[]) {
    const named = [VARIABLES[service], 'AWS_ENDPOINT_URL'].find((name) => !ignored && env[name]);
    const url = flag ?? (named ? env[named] : ignored ? undefined : setting);
    if (url === undefined) continue;
    // A flag and a setting were checked where they were read.
    const problem = urlProblem(url);
    if (problem) throw usage(`${named} ${problem}, not '${withoutCredentials(url)}'`);
    endpoints[service] = url;
  }
  return endpoints;
}

export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname) || hostname === '[::1]';
}
