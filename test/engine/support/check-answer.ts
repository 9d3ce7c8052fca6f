import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { WireResponse } from '../../../src/engine/index.ts';
import { type Failure, operationOf, type ServiceModel, validate } from '../../../src/rules/service-model.ts';
import { json } from './requests.ts';
import { strangers } from './strangers.ts';

/** The error of a broken constraint, which any operation may raise (spec 1.3). */
const CONSTRAINT: Readonly<Record<string, string>> = {
  codepipeline: 'ValidationException',
  codedeploy: 'ValidationException',
  codebuild: 'InvalidInputException',
  logs: 'InvalidParameterException',
};

/** What CodeBuild sends although it is empty: what was found, and what was not. */
const LISTS = ['ids', 'builds', 'projects', 'reports', 'reportGroups'].flatMap((name) => [name, `${name}NotFound`]);

/** An empty list is sent all the same, and so are the tags of what has none. */
const SENT_EMPTY: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries([...LISTS, 'buildsDeleted'].map((name) => [name, []])),
  tags: {},
};

/** What must hold of an answer, whatever the input was. */
export function checkAnswer(model: ServiceModel, operation: string, response: WireResponse): void {
  const { output, errors = [] } = operationOf(model, operation)!;
  if (response.status !== 200) {
    expect(response.status).toBe(400);
    const { __type: name, message } = json(response);
    expect([...errors, CONSTRAINT[model.service], 'SerializationException']).toContain(name);
    expect(response.headers['x-amzn-errortype']).toBe(name);
    expect(typeof message).toBe('string');
  } else if (output === undefined || response.stream) {
    expect(response.body).toBe('');
  } else {
    const answer = json(response);
    expect(strangers(model, output, answer)).toEqual([]);
    const told = Object.entries(answer).filter(([name, value]) => !isDeepStrictEqual(SENT_EMPTY[name], value));
    expect(validate(model, output, Object.fromEntries(told)).filter((failure) => !isKnown(failure))).toEqual([]);
  }
}

/** No model has the type of CodeDeployDefault.OneAtATime (spec 3.2). */
function isKnown({ path, value }: Failure): boolean {
  return path.endsWith('minimumHealthyHosts.type') && value === "'MOST_CONCURRENCY'";
}
