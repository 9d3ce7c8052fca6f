import type { Engine } from '../engine.ts';

/** One control call, as its endpoint sees it. */
export interface ControlCall {
  /** What follows the endpoint's name in the path; only endpoints with `takesId` have any. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The address that the call came from; absent when it came over no network. */
  readonly remoteAddress: string | undefined;
  /** The body as it came; undefined when it is not UTF-8. */
  readonly text: string | undefined;
  /** The body as JSON, an empty one as `{}`; throws ControlError. */
  json(): unknown;
}

/** Gives the answer's JSON, or lines of JSON as text. Throws Mistake, ControlError or AwsError. */
export type Handler = (engine: Engine, call: ControlCall) => object | string;

/** What stands at `/_signalbox/NAME`. */
export interface Endpoint {
  readonly methods: Readonly<Record<string, Handler>>;
  /** Methods for which the header X-Signalbox-Control is not asked. */
  readonly open?: readonly string[];
  /** Whether the path goes on: `/_signalbox/NAME/ID`. */
  readonly takesId?: boolean;
}

/** A refusal with an HTTP status and a code of its own. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
