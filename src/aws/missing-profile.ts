import { homedir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../domain/fault.ts';

/** Why a profile is of no use when none of the shared configuration files names it; undefined when one does. */
export async function missingProfile(profile: string): Promise<Fault | undefined> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  if (profile in configFile || profile in credentialsFile) return undefined;
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env;
  const inHome = (name: string) => join(homedir(), '.aws', name);
  const files = [AWS_CONFIG_FILE ?? inHome('config'), AWS_SHARED_CREDENTIALS_FILE ?? inHome('credentials')];
  const message = `there is no AWS profile ${profile} in ${files.join(' or ')}`;
  return new Fault({ kind: 'credentials', code: 'ProfileNotFound', message });
}
