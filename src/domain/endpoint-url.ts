/** Why a text cannot be the URL of an endpoint, as the end of a sentence; undefined when it can. */
export function urlProblem(text: string): string | undefined {
  // A browser would mend what has no host.
  if (!/^https?:\/\/[^/?#]/i.test(text) || !URL.canParse(text)) return 'must be an http or https URL with a host';
  const { username, password, search, hash } = new URL(text);
  // It would be written into logs and documents.
  if (username !== '' || password !== '') return 'must hold no user and no password: credentials come from the profile';
  return search !== '' || hash !== '' ? 'must have no ? and no #' : undefined;
}

/** To be shown: without a user and a password. */
export function withoutCredentials(url: string): string {
  return url.replace(/\/\/.*@/s, '//***@');
}
