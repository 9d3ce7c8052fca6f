import { type Check, Mistake, object, text } from '../checks.ts';
import type { Engine } from '../engine.ts';
import { ControlError, type Endpoint } from './endpoint.ts';

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

/** A push to a source (engine-control: source-change). */
export const sourceChange: Endpoint = { methods: { POST: (engine, call) => push(engine, call.json()) } };

function push(engine: Engine, body: unknown): object {
  if (typeof body === 'object' && body !== null) {
    const filtered = FILTERED.find((name) => Object.hasOwn(body, name));
    if (filtered) throw new ControlError(400, 'NotAvailable', `${filtered} is not available in this version`);
  }
  const { account, region, pipeline, action, revision } = sourceChangeBody(body, []);
  const services = engine.region(account ?? engine.account, region ?? engine.options.region);
  return { pipelineExecutionId: services.codepipeline.sourceChange({ pipeline, action, revision }) };
}
