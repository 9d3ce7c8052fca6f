import type { Session } from '../aws/session.ts';
import type { Place } from '../domain/identity.ts';

/** One (profile, region) that is worked with, and who works. */
export interface Site {
  readonly place: Place;
  readonly kind: 'aws' | 'mock' | 'endpoint';
  /** A custom endpoint's URL. */
  readonly endpoint?: string;
  readonly profile?: string;
  /** What a mock plays. */
  readonly scenario?: string;
  /** ARN of the caller. */
  readonly principal: string;
  readonly session: Session;
}
