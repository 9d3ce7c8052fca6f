/** Why a text cannot be the URL of an endpoint, as the end of a sentence; undefined when it can. */
export function urlProblem(text: string): string | undefined {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb ? undefined : 'must be an http or https URL';
}
