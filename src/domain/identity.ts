/** Where a resource lives. Everything AWS names is known by its place and its name, never by its name alone. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

export interface PipelineId extends Place {
  readonly name: string;
}

export function placeKey(place: Place): string {
  return `${place.partition}/${place.account}/${place.region}`;
}

export function pipelineKey(id: PipelineId): string {
  return `${placeKey(id)}/${id.name}`;
}

/** `1234-5678-9012`, as the AWS console groups an account id. */
export function accountText(account: string): string {
  return /^\d{12}$/.test(account) ? account.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3') : account;
}

/** The last word of a principal's ARN: `role/ops`, `user/alice`, or the ARN itself when it has another form. */
export function principalText(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  if (resource === '') return arn;
  const [kind, name, session] = resource.split('/');
  if (kind === 'assumed-role') return session ? `${name}/${session}` : `role/${name}`;
  return kind === 'user' && name ? name : resource;
}
