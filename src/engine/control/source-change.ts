import { CHANGE } from '../change-form.ts';
import { type Check, Mistake, object, text } from '../checks.ts';
import type { Engine } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';

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
    ...CHANGE,
    revision: object({}, { id: text, summary: text, author: text, url: text }),
    account: accountId,
    region: regionName,
  },
);

/** A change in a source: a push, a tag, a pull request (engine-control: source-change). */
export const sourceChange: Endpoint = { methods: { POST: (engine, call) => change(engine, call.json()) } };

function change(engine: Engine, body: unknown): object {
  const { account, region, ...told } = sourceChangeBody(body, []);
  const services = engine.region(account ?? engine.account, region ?? engine.options.region);
  return { pipelineExecutionId: services.codepipeline.sourceChange(told) };
}
