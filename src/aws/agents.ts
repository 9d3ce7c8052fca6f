import type { Agent } from 'node:http';
import type { Agent as SecureAgent } from 'node:https';
import { usage } from '../domain/fault.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Agents {
  readonly httpAgent: Agent;
  readonly httpsAgent: SecureAgent;
}

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/**
 * The way to AWS where the environment asks for another than the straight one: through a proxy (HTTPS_PROXY, HTTP_PROXY,
 * NO_PROXY; Node 22.21 and 24.5 know how), or past a firewall with certificates of its own (AWS_CA_BUNDLE). Undefined where
 * it asks for none. Throws Fault `usage` for a bundle that cannot be read.
 */
export async function agentsFor(env: Env): Promise<Agents | undefined> {
  const isProxied = PROXIES.some((name) => env[name]);
  const bundle = env.AWS_CA_BUNDLE;
  if (!isProxied && !bundle) return undefined;
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  const options = { keepAlive: true, ...(isProxied ? { proxyEnv: env } : {}) };
  const ca = bundle ? await certificates(bundle) : undefined;
  return { httpAgent: new http.Agent(options), httpsAgent: new https.Agent({ ...options, ...(ca ? { ca } : {}) }) };
}

/** Those that Node trusts anyway, and those of the bundle. */
async function certificates(file: string): Promise<string[]> {
  const [{ readFile }, { rootCertificates }] = await Promise.all([import('node:fs/promises'), import('node:tls')]);
  try {
    return [...rootCertificates, await readFile(file, 'utf8')];
  } catch (thrown) {
    throw usage(`AWS_CA_BUNDLE ${file} cannot be read: ${(thrown as Error).message}`);
  }
}
