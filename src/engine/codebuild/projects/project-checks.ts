import { isInline } from '../../../rules/buildspec/buildspec.ts';
import { AwsError } from '../../aws-error.ts';
import type { LogsConfig, ProjectArtifacts, ProjectFacts, ProjectSource } from './project.ts';

const MOST_CONCURRENT = 0x7fff_ffff;
const MOST_RETRIES = 10;

/** What AWS refuses of a project beyond its shapes; the texts are [R]. Throws InvalidInputException. */
export function checkProject(facts: ProjectFacts): void {
  checkSource(facts.source, 'source');
  checkSecondary(facts.secondarySources ?? []);
  checkArtifacts(facts);
  checkLogs(facts.logsConfig);
  const { concurrentBuildLimit: limit } = facts;
  if (limit !== undefined && (limit < 1 || limit > MOST_CONCURRENT)) {
    throw invalidInput('Invalid concurrent build limit: it must be at least 1');
  }
  checkAutoRetry(facts.autoRetryLimit);
}

/** Throws InvalidInputException. */
export function checkAutoRetry(limit = 0): void {
  if (limit < 0 || limit > MOST_RETRIES) {
    throw invalidInput(`Invalid auto retry limit: it must be between 0 and ${MOST_RETRIES}`);
  }
}

/** What must hold of a build's source, too. Throws InvalidInputException. */
export function checkSource({ type, location, buildspec }: ProjectSource, what: string): void {
  const needsNoPlace = type === 'CODEPIPELINE' || type === 'NO_SOURCE';
  if (!needsNoPlace && !location) throw invalidInput(`Invalid project ${what}: location is required for ${type}`);
  if (type === 'NO_SOURCE' && (buildspec === undefined || !isInline(buildspec))) {
    throw invalidInput(`Invalid project ${what}: a buildspec is required for NO_SOURCE, and must be given inline`);
  }
}

/** Throws InvalidInputException. */
export function checkSecondary(sources: readonly ProjectSource[]): void {
  const seen = new Set<string>();
  for (const source of sources) {
    const { sourceIdentifier: id } = source;
    if (!id) throw invalidInput('Invalid secondary source: sourceIdentifier is required');
    if (seen.has(id)) throw invalidInput(`Invalid secondary source: sourceIdentifier ${id} is there twice`);
    seen.add(id);
    if (source.type === 'CODEPIPELINE' || !source.location) {
      throw invalidInput(`Invalid secondary source: location is required for ${id}, and CODEPIPELINE cannot be one`);
    }
  }
}

/** Throws InvalidInputException. */
export function checkArtifacts({ source, artifacts }: { source: ProjectSource; artifacts: ProjectArtifacts }): void {
  if ((source.type === 'CODEPIPELINE') !== (artifacts.type === 'CODEPIPELINE')) {
    throw invalidInput('Invalid project artifacts: CODEPIPELINE must be the type of both source and artifacts');
  }
  if (artifacts.type === 'S3' && !artifacts.location) {
    throw invalidInput('Invalid project artifacts: location is required for S3');
  }
}

/** Throws InvalidInputException. */
export function checkLogs(config: LogsConfig | undefined): void {
  if (config?.s3Logs?.status === 'ENABLED' && !config.s3Logs.location) {
    throw invalidInput('Invalid logs config: location is required for s3Logs');
  }
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}
