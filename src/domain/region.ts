/** A name as AWS gives them to regions of every partition: `eu-west-1`, `us-gov-east-1`, `eusc-de-east-1`. */
export const REGION = /^[a-z]{2,}(-[a-z]+){1,3}-\d{1,2}$/;

/** Why a text cannot be a region, as the end of a sentence; undefined when it can. */
export function regionProblem(text: string): string | undefined {
  return REGION.test(text) ? undefined : 'must be a region such as eu-west-1';
}
