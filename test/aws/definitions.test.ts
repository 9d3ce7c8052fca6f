import type { GetPipelineOutput } from '@aws-sdk/client-codepipeline';
import { beforeEach, describe, expect, it } from 'vitest';
import { getPipeline } from '../../src/aws/definitions.ts';
import type { Session } from '../../src/aws/session.ts';
import { declared } from '../../src/domain/declaration.ts';
import type { PipelineDefinition } from '../../src/domain/pipeline.ts';
import { connectSites } from '../../src/live/connect.ts';
import { gatedPipeline } from '../support/rig.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };
const MADE = Date.UTC(2026, 10, 20);

describe('definitions that were seen before', () => {
  let kept: Map<number, string>;
  let asked: number;

  const session = () =>
    ({
      definitions: {
        find: (_, version) => kept.get(version),
        keep: (_, version, answer) => void kept.set(version, answer),
      },
      send: async () => {
        asked += 1;
        const { pipeline } = gatedPipeline('web');
        const [source] = pipeline.stages;
        // A name of somebody's own that looks like one of ours.
        Object.assign(source?.actions[0]?.configuration ?? {}, { created: 'by hand' });
        const metadata = { pipelineArn: 'arn', created: new Date(MADE), updated: new Date(MADE + 5000) };
        return { pipeline: { ...pipeline, version: 3 }, metadata, $metadata: {} } as unknown as GetPipelineOutput;
      },
    }) as Pick<Session, 'definitions'> as Session;

  const read = (of?: { version: number; createdAt?: number }): Promise<PipelineDefinition> =>
    getPipeline(session(), ID, { of });

  beforeEach(() => {
    kept = new Map();
    asked = 0;
  });

  it('are not asked for again, and are the same', async () => {
    const first = await read({ version: 3, createdAt: MADE });
    const second = await read({ version: 3, createdAt: MADE });
    expect(asked).toBe(1);
    expect(second).toEqual(first);
    expect(second.updatedAt).toBe(MADE + 5000);
    expect(declared(second)).toEqual(declared(first));
  });

  it('are asked for again where it is not sure that they are meant', async () => {
    await read();
    // The newest, whatever that is by now; a version nobody knows the beginning of; a pipeline that was made again.
    await read();
    await read({ version: 3 });
    await read({ version: 3, createdAt: MADE + 60_000 });
    expect(asked).toBe(4);
  });

  it('are asked for again where what was kept is broken or of another version', async () => {
    for (const broken of [
      '',
      'null',
      '{}',
      '{"pipeline":{"version":4},"metadata":{"created":"2026-11-20T00:00:00.000Z"}}',
    ]) {
      kept.set(3, broken);
      asked = 0;
      await read({ version: 3, createdAt: MADE });
      expect([broken, asked]).toEqual([broken, 1]);
    }
  });

  it('are never kept for a mock in this process, whose versions begin anew', async () => {
    const place = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
    const { sites } = await connectSites({
      profiles: [],
      regions: [],
      endpoints: {},
      inProcess: {
        handle: () => {
          throw new Error('not asked');
        },
        place,
        scenario: 'none',
      },
      allowed: new Set(),
      definitions: () => {
        throw new Error('asked for');
      },
      monotonic: () => 0,
    });
    expect(sites.map((site) => site.session.definitions)).toEqual([undefined]);
  });
});
