import { expect, it } from 'vitest';
import { Harness } from '../harness.ts';

it('7.2 there are no connections to accounts at GitHub to be listed or deleted', () => {
  const engine = new Harness();
  expect(engine.call('ListGitHubAccountTokenNames', {})).toEqual({ tokenNameList: [] });
  expect(engine.refusal('ListGitHubAccountTokenNames', { nextToken: 'x' })).toMatch(/^InvalidNextTokenException/);
  const refused = (tokenName?: string) => engine.refusal('DeleteGitHubAccountToken', { tokenName });
  expect(refused()).toMatch(/^GitHubAccountTokenNameRequiredException/);
  expect(refused('')).toMatch(/^GitHubAccountTokenNameRequiredException/);
  expect(refused('a b')).toMatch(/^InvalidGitHubAccountTokenNameException/);
  expect(refused('octocat')).toMatch(/^GitHubAccountTokenDoesNotExistException/);
});

it('7.2 nothing has an external id, and to delete what has one is no error', () => {
  const engine = new Harness();
  engine.application();
  engine.group();
  for (const input of [{}, { externalId: 'x' }]) expect(engine.call('DeleteResourcesByExternalId', input)).toEqual({});
  expect(engine.groupInfo()).toMatchObject({ deploymentGroupName: 'prod' });
});
