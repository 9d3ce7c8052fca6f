import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATIONS, type ServiceName } from '../../src/aws/operation-ids.ts';
import { OPERATION_RESOURCES } from '../../src/aws/operation-resources.ts';

const GATEWAY = new URL('../../src/aws/', import.meta.url);
const TABLES = ['operation-ids.ts', 'operation-resources.ts'];

const SERVICES: Readonly<Record<string, ServiceName>> = {
  '@aws-sdk/client-codepipeline': 'codepipeline',
  '@aws-sdk/client-codedeploy': 'codedeploy',
  '@aws-sdk/client-codebuild': 'codebuild',
  '@aws-sdk/client-cloudwatch-logs': 'logs',
  '@aws-sdk/client-sts': 'sts',
};

/** The gateway's files as they are written. */
const sources = readdirSync(GATEWAY)
  .filter((name) => !TABLES.includes(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, GATEWAY), 'utf8') }));

/** The commands of the SDK that a file makes, by the client that it imports. */
function commandsOf({ name, text }: (typeof sources)[number]): string[] {
  const made = [...text.matchAll(/\bnew (?:\w+\.)?([A-Z]\w+)Command\(/g)].map(([, operation]) => operation);
  const clients = new Set([...text.matchAll(/from '(@aws-sdk\/client-[\w-]+)'/g)].map(([, client]) => client ?? ''));
  if (made.length === 0) return [];
  expect([name, clients.size]).toEqual([name, 1]);
  return made.map((operation) => `${SERVICES[[...clients][0] ?? '']}:${operation}`);
}

describe('the table of operations', () => {
  const table = Object.keys(OPERATIONS).sort();

  it('has every request that the gateway makes, and no other', () => {
    expect([...new Set(sources.flatMap(commandsOf))].sort()).toEqual(table);
  });

  it('has every operation that the gateway asks leave for, and no other', () => {
    const named = sources.flatMap(({ text }) => [
      ...text.matchAll(/'((?:codepipeline|codedeploy|codebuild|logs|sts):[A-Z]\w+)'/g),
    ]);
    expect([...new Set(named.map(([, id]) => id))].sort()).toEqual(table);
  });

  it('says of each what a policy may narrow it to', () => {
    expect(Object.keys(OPERATION_RESOURCES).sort()).toEqual(table);
  });
});
