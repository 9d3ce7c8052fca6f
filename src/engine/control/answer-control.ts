import { AwsError } from '../aws-error.ts';
import { Mistake } from '../checks.ts';
import type { Engine } from '../engine.ts';
import { bodyText, type WireRequest, type WireResponse } from '../wire/message.ts';
import { type ControlCall, ControlError, type Handler } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';

const PREFIX = '/_signalbox/';

export function isControlPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

/** Whether a path is a webhook's: then its own authentication decides who may call. */
export function isWebhookPath(path: string): boolean {
  return path.startsWith(`${PREFIX}webhooks/`);
}

/** Answers a call beside AWS (engine-control: Control endpoints), and says whose the callers are that name no account. */
export function answerControl(engine: Engine, request: WireRequest): WireResponse {
  try {
    const answer = dispatch(engine, request);
    const response =
      typeof answer === 'string' ? respond(200, answer, 'application/x-ndjson') : respond(200, JSON.stringify(answer));
    response.headers['x-signalbox-account'] = engine.account;
    return response;
  } catch (error) {
    if (error instanceof Mistake) return refuse(400, 'InvalidParameter', error.message);
    if (error instanceof ControlError) return refuse(error.status, error.code, error.message);
    if (error instanceof AwsError) return refuse(/NotFound/.test(error.name) ? 404 : 400, error.name, error.message);
    engine.report(error);
    return failedControl('The mock engine failed to process the request');
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

/** The answer to a control call that the engine could not carry out. */
export function failedControl(message: string): WireResponse {
  return refuse(500, 'InternalFailure', message);
}

function dispatch(engine: Engine, request: WireRequest): object | string {
  const [path = '', search = ''] = request.path.slice(PREFIX.length).split('?', 2);
  const [name = '', ...rest] = path.split('/');
  const endpoint = ENDPOINTS.get(name);
  const isOpen = endpoint?.open?.includes(request.method) ?? false;
  if (!isOpen && request.headers['x-signalbox-control'] !== '1') {
    throw new ControlError(403, 'Forbidden', 'Control calls need the header X-Signalbox-Control: 1');
  }
  if (!endpoint || rest.length !== (endpoint.takesId ? 1 : 0)) {
    throw new ControlError(404, 'NotFound', `There is no control endpoint ${PREFIX}${path}`);
  }
  const call = callOf(request, rest[0] ?? '', search);
  return handlerOf(endpoint.methods, request.method, path)(engine, call);
}

function handlerOf(methods: Readonly<Record<string, Handler>>, method: string, path: string): Handler {
  if (Object.hasOwn(methods, method)) return methods[method]!;
  const known = Object.keys(methods).join(', ');
  throw new ControlError(400, 'MethodNotAllowed', `${PREFIX}${path} takes ${known}, not ${method}`);
}

function callOf(request: WireRequest, id: string, search: string): ControlCall {
  const text = bodyText(request);
  const { headers, remoteAddress } = request;
  return { id, query: new URLSearchParams(search), headers, remoteAddress, text, json: () => jsonOf(text) };
}

function jsonOf(text: string | undefined): unknown {
  if (text === '') return {};
  try {
    if (text !== undefined) return JSON.parse(text);
  } catch {
    // Said below, as for a body that is not UTF-8.
  }
  throw new ControlError(400, 'InvalidJson', 'The body is not valid JSON');
}

function refuse(status: number, code: string, message: string): WireResponse {
  return respond(status, JSON.stringify({ error: { code, message } }));
}

function respond(status: number, body: string, type = 'application/json'): WireResponse {
  return { status, headers: { 'content-type': type }, body };
}
