/**
 * Whether a Host header may speak to this server: the bound address, `localhost` or a `*.localhost` name, after the
 * prefix that SDKs put before hosts of event streams is taken off (engine-control: Control endpoints; spec 1.6).
 * This keeps web pages out that point a name of their own at the loopback address.
 */
export function isAllowedHost(header: string | undefined, bound: readonly string[]): boolean {
  if (!header) return false;
  const host = hostName(header.toLowerCase()).replace(/^(stream|streaming)-/, '');
  return host === 'localhost' || host.endsWith('.localhost') || bound.includes(host);
}

function hostName(header: string): string {
  if (header.startsWith('[')) return header.slice(1, header.indexOf(']'));
  return header.replace(/:\d*$/, '');
}
