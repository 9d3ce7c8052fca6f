import { AwsError } from './aws-error.ts';
import { behaviorRule } from './behavior-rule.ts';
import { type Check, list, Mistake, number, object, oneOf, text } from './checks.ts';
import type { Engine } from './engine.ts';
import { parseIsoDuration } from './iso-duration.ts';
import { bodyText, type WireRequest, type WireResponse } from './wire/message.ts';

const PREFIX = '/_signalbox/';

/** Latest engine time that a clock call may reach: beyond it ISO dates lose their usual form. */
const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

type Handler = (engine: Engine, body: () => unknown, query: URLSearchParams) => object | string;

class ControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const clockBody = object({}, { advance: text, advanceSeconds: number(0) });
const rulesBody = object({ rules: list(behaviorRule) }, {});
const resetBody = object({}, { scenario: oneOf('none') });
const accountId: Check<string> = (value, path) => {
  if (!/^\d{12}$/.test(text(value, path))) throw new Mistake(path, 'expected an account id of 12 digits');
  return value as string;
};
const regionName: Check<string> = (value, path) => {
  if (!/^[a-z0-9-]{1,40}$/.test(text(value, path))) throw new Mistake(path, 'expected a region such as us-east-1');
  return value as string;
};
const sourceChangeBody = object(
  { pipeline: text, action: text },
  {
    revision: object({}, { id: text, summary: text, author: text, url: text }),
    account: accountId,
    region: regionName,
  },
);

/** What of a push only filters of triggers look at; this version refuses such filters, so it refuses these too. */
const FILTERED = ['branch', 'tag', 'files', 'pullRequest'];

const HANDLERS: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  health: { GET: (engine) => health(engine) },
  clock: { POST: (engine, body) => advance(engine, body()) },
  behaviors: {
    GET: (engine) => ({ rules: engine.world.behaviors.list() }),
    PUT: (engine, body) => {
      engine.world.behaviors.replace(rulesBody(body(), []).rules);
      return { rules: engine.world.behaviors.list() };
    },
    POST: (engine, body) => {
      engine.world.behaviors.append(rulesBody(body(), []).rules);
      return { rules: engine.world.behaviors.list() };
    },
  },
  'source-change': { POST: (engine, body) => sourceChange(engine, body()) },
  reset: { POST: (engine, body) => reset(engine, body()) },
  events: { GET: (engine, _body, query) => events(engine, query) },
  requests: { GET: (engine) => ({ requests: engine.counts.list() }) },
};

const LATER: readonly string[] = ['fleet', 'alarms', 'revisions', 'faults', 'webhooks'];

export function isControlPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

/** Answers a call beside AWS (engine-control: Control endpoints). */
export function answerControl(engine: Engine, request: WireRequest): WireResponse {
  try {
    const answer = dispatch(engine, request);
    return typeof answer === 'string'
      ? respond(200, answer, 'application/x-ndjson')
      : respond(200, JSON.stringify(answer));
  } catch (error) {
    if (error instanceof Mistake) return refuse(400, 'InvalidParameter', error.message);
    if (error instanceof ControlError) return refuse(error.status, error.code, error.message);
    if (error instanceof AwsError) return refuse(/NotFound/.test(error.name) ? 404 : 400, error.name, error.message);
    engine.report(error);
    return refuse(500, 'InternalFailure', 'The mock engine failed to process the request');
  }
}

/** The answer to a Host header or a call that must not come here. */
export function forbidden(message: string): WireResponse {
  return refuse(403, 'Forbidden', message);
}

/** The answer to a control call that nobody who may call has signed. */
export function unsigned(message: string): WireResponse {
  return refuse(403, 'InvalidSignature', message);
}

function dispatch(engine: Engine, request: WireRequest): object | string {
  const [path = '', search = ''] = request.path.slice(PREFIX.length).split('?', 2);
  const isHealth = path === 'health' && request.method === 'GET';
  if (!isHealth && request.headers['x-signalbox-control'] !== '1') {
    throw new ControlError(403, 'Forbidden', 'Control calls need the header X-Signalbox-Control: 1');
  }
  const name = path.split('/', 1)[0]!;
  if (LATER.includes(name)) throw new ControlError(404, 'NotAvailable', `${name} is not available in this version`);
  const methods = Object.hasOwn(HANDLERS, path) ? HANDLERS[path] : undefined;
  if (!methods) throw new ControlError(404, 'NotFound', `There is no control endpoint ${PREFIX}${path}`);
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (!handler) {
    const known = Object.keys(methods).join(', ');
    throw new ControlError(400, 'MethodNotAllowed', `${PREFIX}${path} takes ${known}, not ${request.method}`);
  }
  return handler(engine, () => jsonBody(request), new URLSearchParams(search));
}

function jsonBody(request: WireRequest): unknown {
  const body = bodyText(request);
  if (body === '') return {};
  try {
    if (body !== undefined) return JSON.parse(body);
  } catch {
    // Said below, as for a body that is not UTF-8.
  }
  throw new ControlError(400, 'InvalidJson', 'The body is not valid JSON');
}

function health(engine: Engine): object {
  const { clock } = engine.world;
  return {
    status: 'ok',
    version: engine.options.version,
    scenario: engine.scenarioName,
    clock: { mode: clock.mode, now: iso(clock.now()), speed: clock.speed },
  };
}

function advance(engine: Engine, body: unknown): object {
  const given = clockBody(body, []);
  if ((given.advance === undefined) === (given.advanceSeconds === undefined)) {
    throw new Mistake([], 'expected either advance, such as "PT5M", or advanceSeconds');
  }
  const milliseconds =
    given.advance === undefined ? Math.round(given.advanceSeconds! * 1000) : parseIsoDuration(given.advance);
  if (milliseconds === undefined) {
    throw new Mistake(['advance'], 'expected an ISO-8601 duration without years and months, such as PT5M or P1DT2H');
  }
  const { clock } = engine.world;
  if (clock.now() + milliseconds > END_OF_TIME) {
    throw new Mistake([given.advance === undefined ? 'advanceSeconds' : 'advance'], 'leads beyond the year 9999');
  }
  clock.advance(milliseconds);
  return { now: iso(clock.now()) };
}

function sourceChange(engine: Engine, body: unknown): object {
  if (typeof body === 'object' && body !== null) {
    const filtered = FILTERED.find((name) => Object.hasOwn(body, name));
    if (filtered) throw new ControlError(400, 'NotAvailable', `${filtered} is not available in this version`);
  }
  const { account, region, pipeline, action, revision } = sourceChangeBody(body, []);
  const services = engine.region(account ?? engine.account, region ?? engine.options.region);
  return { pipelineExecutionId: services.codepipeline.sourceChange({ pipeline, action, revision }) };
}

function reset(engine: Engine, body: unknown): object {
  const { scenario } = resetBody(body, []);
  engine.reset(scenario ?? 'again');
  return { scenario: engine.scenarioName };
}

function events(engine: Engine, query: URLSearchParams): string {
  const after = query.get('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) throw new Mistake(['after'], 'expected the sequence number of an event');
  const kept = engine.journal.after(Number(after));
  if (!kept) {
    throw new ControlError(
      400,
      'EventsTrimmed',
      `Events after ${after} are no longer kept; the first kept sequence is ${engine.journal.firstKept}`,
    );
  }
  return kept.map((event) => `${JSON.stringify(event)}\n`).join('');
}

function refuse(status: number, code: string, message: string): WireResponse {
  return respond(status, JSON.stringify({ error: { code, message } }));
}

function respond(status: number, body: string, type = 'application/json'): WireResponse {
  return { status, headers: { 'content-type': type }, body };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
