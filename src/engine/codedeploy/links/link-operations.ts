import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { checkedName } from '../names.ts';

/**
 * The operations on what links an application to elsewhere: accounts at GitHub, which only the console can connect,
 * and stacks of CloudFormation. There is none of either in the engine [D].
 */
export function linkOperations(): Record<string, Operation> {
  return {
    ListGitHubAccountTokenNames: ({ nextToken }) => {
      if (nextToken !== undefined) {
        throw new AwsError('InvalidNextTokenException', 'The next token was not given by this operation');
      }
      return { tokenNameList: [] };
    },
    DeleteGitHubAccountToken: ({ tokenName }) => {
      const name = checkedName('GitHubAccountTokenName', tokenName);
      const message = `There is no connection to a GitHub account with the name ${name}`;
      throw new AwsError('GitHubAccountTokenDoesNotExistException', message);
    },
    DeleteResourcesByExternalId: () => ({}),
  };
}
