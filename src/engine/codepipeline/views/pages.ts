export interface Place {
  readonly account: string;
  readonly region: string;
}

export function consoleHost(region: string): string {
  return `https://${region}.console.aws.amazon.com`;
}

export function commitUrl(owner: string | undefined, repository: string | undefined, id: string): string {
  return `https://github.com/${owner}/${repository}/commit/${id}`;
}

export function objectUrl(region: string, bucket: string | undefined, key: string | undefined, id: string): string {
  return `https://s3.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=${key}&versionId=${id}`;
}

/** Connection pages lead through a redirect of the connection service [R]. */
export function connectionUrl(region: string, parts: Readonly<Record<string, string>>): string {
  const query = Object.entries(parts)
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
  return `${consoleHost(region)}/codesuite/settings/connections/redirect?${query}`;
}
