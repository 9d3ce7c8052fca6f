const PATIENCE_MS = 1500;

/** What a mock engine says of itself at its health endpoint; undefined when whatever listens there is none. */
export async function probeMock(endpoint: string): Promise<{ scenario: string } | undefined> {
  const url = new URL('/_signalbox/health', endpoint);
  if (url.protocol !== 'http:') return undefined;
  // Only who probes loads it: an engine in this process is started without.
  const { get } = await import('node:http');
  return new Promise((resolve) => {
    const request = get(url, { timeout: PATIENCE_MS, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > 10_000) request.destroy();
      });
      answer.on('close', () => resolve(answer.statusCode === 200 ? healthOf(body) : undefined));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

function healthOf(body: string): { scenario: string } | undefined {
  try {
    const health = JSON.parse(body) as { status?: unknown; scenario?: unknown };
    return health.status === 'ok' ? { scenario: String(health.scenario ?? '') } : undefined;
  } catch {
    return undefined;
  }
}
