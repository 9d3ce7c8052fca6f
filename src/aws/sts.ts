import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Place } from '../domain/identity.ts';
import { lineText } from './sanitize.ts';
import type { Session } from './session.ts';

/** Who the session is, and with that its place. Needs no permission in AWS. */
export async function getCallerIdentity(
  session: Session,
  signal?: AbortSignal,
): Promise<{ place: Place; principal: string }> {
  const answer = await session.send<{ Account?: string; Arn?: string }>(
    'sts:GetCallerIdentity',
    (config) => new STSClient(config),
    new GetCallerIdentityCommand({}),
    signal,
  );
  const principal = lineText(answer.Arn ?? '');
  const partition = principal.split(':')[1] ?? 'aws';
  return { place: { partition, account: lineText(answer.Account ?? ''), region: session.region }, principal };
}
