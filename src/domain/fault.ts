import { cutLongWords } from './long-words.ts';

/**
 * What kind of trouble it is. The kind decides what can be done about it, and the exit code of a script:
 * every kind has exactly one (docs/cli: exit codes).
 */
export type FaultKind =
  | 'ended-otherwise'
  | 'usage'
  | 'person-needed'
  | 'credentials'
  | 'not-found'
  | 'unreachable'
  | 'stale'
  | 'refused-here'
  | 'refused-by-service'
  | 'internal'
  | 'timeout';

export const EXIT_CODE: Readonly<Record<FaultKind, number>> = {
  'ended-otherwise': 1,
  usage: 2,
  'person-needed': 3,
  credentials: 4,
  'not-found': 5,
  unreachable: 6,
  stale: 7,
  'refused-here': 8,
  'refused-by-service': 9,
  internal: 70,
  timeout: 124,
};

export interface FaultDetails {
  kind: FaultKind;
  /** The error name of the service, or a name of ours in the same form. */
  code: string;
  message: string;
  requestId?: string;
  /** Whether asking again later may help. Only the scheduler asks again, and only for reads. */
  retryable?: boolean;
  /** Throttled: the budget shrinks. */
  throttled?: boolean;
  where?: FaultPlace;
}

/** Where something went wrong, as far as that is known. */
export interface FaultPlace {
  readonly account?: string;
  readonly region?: string;
  readonly pipeline?: string;
  /** Whose credentials were used; absent for the default ones. */
  readonly profile?: string;
}

/** Trouble with a name, a cause and a way out in one line, however long what it quotes is. Everything that goes wrong above the gateway is one of these. */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly throttled: boolean;
  readonly where: FaultPlace;

  constructor(details: FaultDetails) {
    super(cutLongWords(details.message));
    this.name = 'Fault';
    this.kind = details.kind;
    this.code = details.code;
    this.requestId = details.requestId;
    this.retryable = details.retryable ?? false;
    this.throttled = details.throttled ?? false;
    this.where = details.where ?? {};
  }

  /** The same with more of where it happened; what it knows itself stays. */
  at(where: FaultPlace): Fault {
    return new Fault({ ...this, message: this.message, where: { ...where, ...this.where } });
  }

  get exitCode(): number {
    return EXIT_CODE[this.kind];
  }
}

const RENEWABLE = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenProviderError',
]);

/** Credentials that were good and have run out: somebody may renew them while a command waits. */
export function isRenewable({ kind, code }: Fault): boolean {
  return kind === 'credentials' && RENEWABLE.has(code);
}

export function notFound(code: string, message: string): Fault {
  return new Fault({ kind: 'not-found', code, message });
}

export function usage(message: string): Fault {
  return new Fault({ kind: 'usage', code: 'Usage', message });
}

export function stale(code: string, message: string): Fault {
  return new Fault({ kind: 'stale', code, message });
}
