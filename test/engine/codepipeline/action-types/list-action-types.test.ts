import { describe, expect, it } from 'vitest';
import { ACTION_TYPES } from '../../../../src/rules/action-types.ts';
import { customType } from '../definitions.ts';
import { Harness } from '../harness.ts';

interface Listed {
  readonly id: {
    readonly category: string;
    readonly owner: string;
    readonly provider: string;
    readonly version: string;
  };
  readonly settings?: Readonly<Record<string, string>>;
  readonly actionConfigurationProperties: readonly Readonly<Record<string, unknown>>[];
}

function all(engine: Harness, filter: object = {}): Listed[] {
  const pages: Listed[] = [];
  let nextToken: string | undefined;
  do {
    const page = engine.call('ListActionTypes', { ...filter, ...(nextToken && { nextToken }) });
    pages.push(...page.actionTypes);
    nextToken = page.nextToken;
  } while (nextToken);
  return pages;
}

const nameOf = ({ id }: Listed) => `${id.category}/${id.owner}/${id.provider}`;

describe('ListActionTypes', () => {
  it('2.3 shows every provider of the service, each once', () => {
    const names = all(new Harness()).map(nameOf);
    expect(names).toEqual(ACTION_TYPES.map((type) => nameOf({ ...ACTION_TYPES[0], id: type } as never)).sort());
    expect(names).toEqual(
      expect.arrayContaining(['Source/ThirdParty/GitHub', 'Compute/AWS/Commands', 'Build/AWS/ECRBuildAndPublish']),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('2.3 describes a type as the service does: settings, properties and counts', () => {
    const types = all(new Harness());
    expect(types.find((type) => nameOf(type) === 'Source/ThirdParty/GitHub')).toEqual({
      id: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
      settings: {
        entityUrlTemplate: 'https://github.com/{Config:Owner}/{Config:Repo}/tree/{Config:Branch}',
        revisionUrlTemplate: 'https://github.com/{Config:Owner}/{Config:Repo}/commit/{RevisionId}',
      },
      actionConfigurationProperties: [
        ...['Owner', 'Repo', 'Branch'].map((name) => ({
          name,
          required: true,
          key: true,
          secret: false,
          queryable: false,
          description: expect.any(String),
        })),
        {
          name: 'OAuthToken',
          required: true,
          key: false,
          secret: true,
          queryable: false,
          description: 'The OAuth token',
        },
        expect.objectContaining({ name: 'PollForSourceChanges', required: false, key: false, secret: false }),
      ],
      inputArtifactDetails: { minimumCount: 0, maximumCount: 0 },
      outputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
    });
  });

  it('2.3 names the account and region in its pages', () => {
    const urls = all(new Harness()).flatMap(({ settings = {} }) => Object.values(settings));
    expect(urls.filter((url) => /\{(Region|Account)\}/.test(url))).toEqual([]);
    expect(urls.find((url) => url.includes('/ecr/'))).toContain(
      'us-east-1.console.aws.amazon.com/ecr/repositories/private/123456789012',
    );
  });

  it('7.1 filters by owner', () => {
    const engine = new Harness();
    engine.call('CreateCustomActionType', customType());
    for (const actionOwnerFilter of ['AWS', 'ThirdParty', 'Custom']) {
      const owners = all(engine, { actionOwnerFilter }).map(({ id }) => id.owner);
      expect(new Set(owners)).toEqual(new Set([actionOwnerFilter]));
    }
  });

  it('7.1 another region has the types of the service, and none of the account', () => {
    const engine = new Harness();
    engine.call('CreateCustomActionType', customType());
    expect(all(engine, { regionFilter: 'us-east-1', actionOwnerFilter: 'Custom' })).toHaveLength(1);
    expect(all(engine, { regionFilter: 'eu-west-1', actionOwnerFilter: 'Custom' })).toEqual([]);
    expect(all(engine, { regionFilter: 'eu-west-1' }).length).toBeGreaterThan(20);
  });

  it('1.5 gives more than a page by tokens, which hold for the same filter only', () => {
    const engine = new Harness();
    for (let n = 0; n < 40; n++) engine.call('CreateCustomActionType', customType({ version: `${n}` }));
    const { nextToken, actionTypes } = engine.call('ListActionTypes', {});
    expect(actionTypes).toHaveLength(50);
    engine.call('DeleteCustomActionType', { category: 'Build', provider: 'Jenkins', version: '0' });
    const rest = engine.call('ListActionTypes', { nextToken }).actionTypes;
    expect(new Set([...actionTypes, ...rest].map((type) => JSON.stringify(type.id))).size).toBe(
      40 + ACTION_TYPES.length,
    );
    for (const input of [{ nextToken, actionOwnerFilter: 'AWS' }, { nextToken: 'mine' }]) {
      expect(engine.refusal('ListActionTypes', input)).toMatch(/^InvalidNextTokenException/);
    }
  });
});
