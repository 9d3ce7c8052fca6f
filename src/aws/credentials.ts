import { Fault } from '../domain/fault.ts';
import { lineText } from './sanitize.ts';

/** What the SDK calls for credentials. */
type Provider = (properties?: unknown) => Promise<unknown>;

/** Asks a person for the code that an MFA device shows; `serial` names the device. Undefined where nobody can be asked. */
export type AskMfaCode = (serial: string) => Promise<string | undefined>;

// A bastion without a role must not hang: the metadata service gets one try of so long.
const METADATA_TIMEOUT_MS = 1000;

/**
 * The credentials of the chosen profiles by the SDK's default chain (environment, SSO, shared files with role chains, a
 * process, web identity, container, instance). Each is fetched once, however many regions and services ask for it.
 */
export class Credentials {
  readonly #chains = new Map<string | undefined, Promise<Provider>>();
  readonly #pending = new Map<string | undefined, Promise<unknown>>();
  #askMfaCode: AskMfaCode | undefined;

  /** Without `askMfaCode` a profile that needs a code is of no use. */
  constructor(askMfaCode?: AskMfaCode) {
    this.#askMfaCode = askMfaCode;
  }

  /** Whoever asks while they are being fetched gets the same: a code is asked for once, whatever the number of regions. */
  provider(profile: string | undefined): Provider {
    return (properties) => {
      const pending = this.#pending.get(profile) ?? this.#fetch(profile, properties);
      this.#pending.set(profile, pending);
      return pending;
    };
  }

  /** They have run out and the chain does not know: the next call reads files and environment anew. */
  renew(profile: string | undefined): void {
    this.#chains.delete(profile);
  }

  /** From now on nobody can be asked: the terminal is somebody else's. */
  stopAsking(): void {
    this.#askMfaCode = undefined;
  }

  async #fetch(profile: string | undefined, properties: unknown): Promise<unknown> {
    try {
      return await (await this.#chain(profile))(properties);
    } finally {
      this.#pending.delete(profile);
    }
  }

  #chain(profile: string | undefined): Promise<Provider> {
    const known = this.#chains.get(profile) ?? this.#open(profile);
    this.#chains.set(profile, known);
    return known;
  }

  async #open(profile: string | undefined): Promise<Provider> {
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
    return fromNodeProviderChain({
      profile,
      timeout: METADATA_TIMEOUT_MS,
      maxRetries: 0,
      // A file that was renewed meanwhile is to be seen.
      ignoreCache: true,
      mfaCodeProvider: (serial) => this.#ask(serial),
    }) as Provider;
  }

  async #ask(serial: string): Promise<string> {
    const code = await this.#askMfaCode?.(serial);
    if (code !== undefined) return code;
    const message = `the code of the MFA device ${lineText(serial)} is needed and nobody can be asked: run signalbox on a terminal, or put temporary credentials into the environment`;
    throw new Fault({ kind: 'credentials', code: 'MfaCodeNeeded', message });
  }
}
