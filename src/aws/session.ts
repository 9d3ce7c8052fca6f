import { Fault, isRenewable } from '../domain/fault.ts';
import type { Place } from '../domain/identity.ts';
import type { KeptDefinitions } from '../domain/kept-definitions.ts';
import { agentsFor } from './agents.ts';
import { Credentials } from './credentials.ts';
import { isLoopback } from './endpoints.ts';
import { toFault } from './faults.ts';
import { ObservedClock } from './observed-clock.ts';
import { OPERATIONS, type OperationId, type ServiceName } from './operation-ids.ts';
import { type InProcessService, inProcessHandler } from './transport.ts';

// A bastion's way to AWS answers within this or not at all.
const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;

// Real credentials never go to a mock, so it is given these; the engine makes the caller's name of the key.
const MOCK_CREDENTIALS = { accessKeyId: 'operator', secretAccessKey: 'mock' };

export interface SessionOptions {
  kind: 'aws' | 'mock' | 'endpoint';
  region: string;
  profile?: string;
  /** Whoever has none asks with the default chain. A mock is given others. */
  credentials?: Credentials;
  /** A mock that verifies signatures needs the operator's keys for it; any other gets none. */
  verifies?: boolean;
  /** Custom endpoints by service; absent: the SDK's own. */
  endpoints?: Partial<Record<ServiceName, string>>;
  /** An engine in this process; then no socket is opened. */
  inProcess?: InProcessService;
  /** What may be sent at all; a read-only session allows reads alone. */
  allowed: ReadonlySet<OperationId>;
  /** Where definitions are kept from one run to the next; absent: nowhere. */
  definitions?: KeptDefinitions;
  /** Local monotonic milliseconds. */
  monotonic: () => number;
  /** Told of every call that ended, for the debug log; gets no input and no output. */
  onCall?: (call: CallReport) => void;
}

/** A call that ended, without what was asked and answered. */
export interface CallReport {
  readonly operation: OperationId;
  readonly region: string;
  readonly milliseconds: number;
  readonly requestId?: string;
  /** The error name of the service. */
  readonly error?: string;
  readonly throttled?: boolean;
}

/** Whatever the operator's AWS files say is meant for AWS: a mock is asked without looking into them. */
const MOCK_SETTINGS = {
  credentials: MOCK_CREDENTIALS,
  retryMode: 'standard',
  defaultsMode: 'standard',
  authSchemePreference: [],
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
};

/** What every SDK client is made with. */
export type ClientConfig = Record<string, unknown>;

interface SdkClient {
  // biome-ignore lint/suspicious/noExplicitAny: each client has its own command types; `send` below keeps them for callers.
  send(command: any, options?: { abortSignal?: AbortSignal }): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  middlewareStack: { add(middleware: any, options: any): void; remove(name: string): boolean };
  destroy(): void;
}

/** A connection to AWS, to an emulator or to the engine in this process: (profile, region, endpoint). Its place is known once it is connected. */
export class Session {
  readonly kind: SessionOptions['kind'];
  readonly region: string;
  readonly profile: string | undefined;
  readonly clock: ObservedClock;
  readonly definitions: KeptDefinitions | undefined;
  readonly #options: SessionOptions;
  readonly #clients = new Map<ServiceName, SdkClient>();
  readonly #credentials: Credentials;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#credentials = options.credentials ?? new Credentials();
    this.kind = options.kind;
    this.region = options.region;
    this.profile = options.profile;
    this.definitions = options.definitions;
    this.clock = new ObservedClock(options.monotonic);
  }

  /** The custom endpoint of CodePipeline, if there is one. */
  get endpoint(): string | undefined {
    return this.#options.endpoints?.codepipeline;
  }

  /**
   * Sends one request, once. Throws Fault; `refused-here` when the session does not allow the operation.
   * `make` is called only the first time a service is used: clients are dear to construct.
   */
  async send<Output>(
    operation: OperationId,
    make: (config: ClientConfig) => SdkClient,
    command: object,
    signal?: AbortSignal,
  ): Promise<Output & { $metadata: { requestId?: string } }> {
    const started = this.#options.monotonic();
    this.#guard(operation, started);
    const service = operation.slice(0, operation.indexOf(':')) as ServiceName;
    try {
      const client = this.#clients.get(service) ?? (await this.#open(service, make));
      const output = await client.send(command, { abortSignal: signal });
      this.#report(operation, started, { requestId: output.$metadata?.requestId });
      return output;
    } catch (thrown) {
      const fault = toFault(thrown, {
        permission: operation,
        where: this.endpoint ?? this.region,
        profile: this.profile,
      });
      if (isRenewable(fault)) this.#renew();
      const { requestId, code: error, throttled } = fault;
      this.#report(operation, started, { requestId, error, throttled: throttled || undefined });
      throw fault;
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }

  #guard(operation: OperationId, started: number): void {
    if (this.#options.allowed.has(operation)) return;
    const message =
      OPERATIONS[operation] === 'change'
        ? `${operation} was not sent: this session is read-only (by --read-only, SIGNALBOX_READ_ONLY or the setting readOnly)`
        : `${operation} was not sent: it is not on the allow-list of this session`;
    this.#report(operation, started, { error: 'ReadOnly' });
    throw new Fault({ kind: 'refused-here', code: 'ReadOnly', message });
  }

  /** A client keeps credentials that tell no end for good: it goes with them. */
  #renew(): void {
    this.#credentials.renew(this.profile);
    this.#clients.clear();
  }

  #report(
    operation: OperationId,
    started: number,
    ending: Pick<CallReport, 'requestId' | 'error' | 'throttled'>,
  ): void {
    const milliseconds = this.#options.monotonic() - started;
    this.#options.onCall?.({ operation, region: this.region, milliseconds, ...ending });
  }

  async #open(service: ServiceName, make: (config: ClientConfig) => SdkClient): Promise<SdkClient> {
    const config: ClientConfig = {
      region: this.region,
      // The scheduler repeats reads, within its budget; nothing repeats a change.
      maxAttempts: 1,
      requestHandler: await this.#handler(service),
    };
    const endpoint = this.#options.inProcess ? 'http://mock.localhost' : this.#options.endpoints?.[service];
    if (endpoint) config.endpoint = endpoint;
    // SDKs put a prefix in front of custom hosts too, which then do not resolve (spec 1.6).
    if (endpoint) config.disableHostPrefix = true;
    if (this.profile) config.profile = this.profile;
    if (this.kind === 'mock' && !this.#options.verifies) Object.assign(config, MOCK_SETTINGS);
    else config.credentials = this.#credentials.provider(this.profile);
    const client = this.#clients.get(service) ?? make(config);
    if (!this.#clients.has(service)) {
      // It prepares every input and output for a log that nobody keeps.
      client.middlewareStack.remove('loggerMiddleware');
      client.middlewareStack.add(this.#observer(), {
        step: 'deserialize',
        priority: 'low',
        name: 'observeServiceClock',
      });
      this.#clients.set(service, client);
    }
    return client;
  }

  /** What is on this machine is reached straight, whatever the environment says. */
  async #handler(service: ServiceName): Promise<object> {
    const { inProcess, endpoints } = this.#options;
    if (inProcess) return inProcessHandler(inProcess);
    const endpoint = endpoints?.[service];
    const agents = endpoint && isLoopback(endpoint) ? undefined : await agentsFor(process.env);
    return {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...agents,
    };
  }

  #observer() {
    type Next = (args: unknown) => Promise<{ response: { headers?: Record<string, string> } }>;
    return (next: Next) => async (args: unknown) => {
      const result = await next(args);
      this.clock.observe(result.response.headers ?? {});
      return result;
    };
  }
}

/** A session whose identity is known: what the rest of the program calls a site. */
export interface ConnectedSession {
  readonly session: Session;
  readonly place: Place;
  /** ARN of the caller. */
  readonly principal: string;
}
