import { beforeEach, describe, expect, it } from 'vitest';
import { planApply, unchangedResult } from '../../src/operations/apply.ts';
import type { PipelineDeclaration } from '../../src/rules/pipeline-declaration.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

type Changeable = ReturnType<typeof gatedPipeline>['pipeline'] & Record<string, unknown>;

describe('applying a definition', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(5);
    rig.sent.length = 0;
  });

  const declaration = (change: (pipeline: Changeable) => void = () => {}, name = 'web') => {
    const { pipeline } = gatedPipeline(name);
    change(pipeline as Changeable);
    return pipeline as unknown as PipelineDeclaration;
  };
  const plan = (wanted: PipelineDeclaration) =>
    rig.finish(
      planApply(rig.operations, {
        pipeline: rig.id(wanted.name),
        declaration: wanted,
        file: 'pipeline.json',
        isPlainJson: true,
      }),
    );
  const present = (name = 'web') => rig.aws('GetPipeline', { name }).pipeline as Record<string, unknown>;
  const factsOf = ({ facts }: { facts: readonly { label: string; text: string }[] }) =>
    facts.map(({ label, text }) => `${label}: ${text}`);

  it('shows what would be different in words, and sends the definition', async () => {
    const wanted = declaration((pipeline) => {
      pipeline.stages[2]!.actions[0]!.configuration = { BucketName: 'other', Extract: 'true' };
      pipeline.artifactStore.location = 'another-bucket';
      pipeline.stages[1]!.name = 'Check';
    });
    const made = await plan(wanted);
    expect(made).toMatchObject({ operation: 'apply', title: 'Update web from version 1', dangerous: true });
    expect(factsOf(made)).toEqual([
      expect.stringMatching(/^Add: stage Check: name Check, actions \[\(name Approve, /),
      'Change: stage Prod, action Deploy, configuration BucketName: site -> other',
      expect.stringMatching(/^Remove: stage Gate: name Gate, /),
      'Change: artifactStore, location: artifacts-bucket -> another-bucket',
      'Then: it is version 2; what is under way is cancelled: 1 execution',
      'Where: 1234-5678-9012 · eu-west-1 · MOCK',
    ]);
    const result = await rig.finish(made.run());
    expect(result).toMatchObject({
      status: 'Updated',
      message: 'Updated web: version 2',
      requestId: expect.any(String),
    });
    expect(present()).toMatchObject({ version: 2, artifactStore: { location: 'another-bucket' } });
    expect(rig.audited).toMatchObject([
      { operation: 'apply', request: 'codepipeline:UpdatePipeline', phase: 'attempted' },
      { phase: 'succeeded' },
    ]);
  });

  it('2.7 what is under way goes on where no stage is different', async () => {
    const made = await plan(
      declaration((pipeline) => Object.assign(pipeline.artifactStore, { location: 'another-bucket' })),
    );
    expect(made.dangerous).toBe(false);
    expect(factsOf(made)[1]).toBe('Then: it is version 2; what is under way goes on');
  });

  it('makes a pipeline that there is not, and shows all of it', async () => {
    const made = await plan(declaration((pipeline) => Object.assign(pipeline, { pipelineType: 'V2' }), 'shop'));
    expect(made.title).toBe('Create the pipeline shop');
    expect(made.difference.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'added stage Source',
      'added stage Gate',
      'added stage Prod',
      'added pipelineType',
      'added roleArn',
      'added artifactStore',
    ]);
    expect(factsOf(made)).toContain('Then: its first execution starts at once');
    expect(await rig.finish(made.run())).toMatchObject({ status: 'Created', message: 'Created shop: version 1' });
    expect(present('shop')).toMatchObject({ version: 1, pipelineType: 'V2' });
  });

  it('finds no difference in what AWS gave, whatever it filled in', async () => {
    const made = await plan(present() as unknown as PipelineDeclaration);
    expect(made.difference).toEqual([]);
    expect(unchangedResult(made)).toMatchObject({
      status: 'Unchanged',
      message: expect.stringContaining('nothing was sent'),
    });
    expect((await plan(declaration())).difference).toEqual([]);
  });

  it('sends what the file says byte for byte, and not its version', async () => {
    const data = 'a\u202e\tb\u001b[2J';
    const wanted = declaration((pipeline) => {
      Object.assign(pipeline, { version: 7 });
      pipeline.stages[1]!.actions[0]!.configuration = { CustomData: data } as never;
    });
    const made = await plan(wanted);
    expect(factsOf(made).join()).not.toMatch(/[\u202e\u001b]/);
    await rig.finish(made.run());
    expect(present()).toMatchObject({
      version: 2,
      stages: [{}, { actions: [{ configuration: { CustomData: data } }] }, {}],
    });
  });

  it('2.2 keeps stored secrets where the file has the mask, and never shows others', async () => {
    const gitHub = (token: string, branch: string) => (pipeline: Changeable) => {
      Object.assign(pipeline.stages[0]!.actions[0]!, {
        actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
        configuration: { Owner: 'a', Repo: 'b', Branch: branch, OAuthToken: token },
      });
    };
    await rig.finish((await plan(declaration(gitHub('first-secret', 'main')))).run());
    const made = await plan(declaration(gitHub('****', 'next')));
    expect(factsOf(made)[0]).toBe('Change: stage Source, action Checkout, configuration Branch: main -> next');
    const other = await plan(declaration(gitHub('second-secret', 'main')));
    expect(JSON.stringify([other.facts, other.difference])).toContain('OAuthToken');
    expect(JSON.stringify([other.facts, other.difference])).not.toContain('secret');
    await expect(plan(declaration(gitHub('****', 'main'), 'shop'))).rejects.toThrow(
      /may be used in secret properties only when updating/,
    );
  });

  it('never shows what a build is given as its secret', async () => {
    const variables = JSON.stringify([
      { name: 'DB_PASSWORD', value: 'hunter2' },
      { name: 'LEVEL', value: 'info' },
    ]);
    const made = await plan(
      declaration((pipeline) =>
        Object.assign(pipeline.stages[2]!.actions[0]!, {
          actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
          configuration: { ProjectName: 'web', EnvironmentVariables: variables },
        }),
      ),
    );
    expect(JSON.stringify([made.facts, made.difference])).toMatch(/DB_PASSWORD.*LEVEL.*info/);
    expect(JSON.stringify([made.facts, made.difference])).not.toContain('hunter2');
  });

  it('warns of a file that is older than what is there', async () => {
    rig.aws('UpdatePipeline', gatedPipeline('web'));
    rig.aws('UpdatePipeline', gatedPipeline('web'));
    const made = await plan(
      declaration((pipeline) =>
        Object.assign(pipeline, {
          version: 1,
          executionMode: 'SUPERSEDED',
          roleArn: 'arn:aws:iam::123456789012:role/other',
        }),
      ),
    );
    expect(factsOf(made)[1]).toBe(
      'Warning: pipeline.json was made from version 1, and 3 is there: what was changed since then is undone where the file does not say it',
    );
  });

  describe('when somebody was there before', () => {
    const other = () =>
      declaration((pipeline) => Object.assign(pipeline.artifactStore, { location: 'another-bucket' }));

    it('a changed definition is stale, and nothing is sent', async () => {
      const made = await plan(other());
      rig.aws('UpdatePipeline', gatedPipeline('web'));
      await expect(rig.finish(made.run())).rejects.toThrow(
        'web was changed meanwhile: it is at version 2, not 1; nothing was sent: look at the difference again',
      );
      expect(rig.sent).not.toContain('UpdatePipeline');
    });

    it('a deleted one and a made one, too', async () => {
      const made = await plan(other());
      rig.aws('DeletePipeline', { name: 'web' });
      await expect(rig.finish(made.run())).rejects.toThrow('web was deleted meanwhile; nothing was sent');
      const making = await plan(other());
      rig.aws('CreatePipeline', gatedPipeline('web'));
      await expect(rig.finish(making.run())).rejects.toMatchObject({ kind: 'stale' });
      expect(rig.sent).not.toContain('CreatePipeline');
    });

    it('one that was deleted and made again is another, though its version is the same', async () => {
      const made = await plan(other());
      rig.aws('DeletePipeline', { name: 'web' });
      rig.elapse(5);
      rig.aws('CreatePipeline', gatedPipeline('web'));
      await expect(rig.finish(made.run())).rejects.toMatchObject({ kind: 'stale' });
    });
  });

  it('tells after a lost answer whether the definition is there', async () => {
    const made = await plan(
      declaration((pipeline) => Object.assign(pipeline.artifactStore, { location: 'another-bucket' })),
    );
    rig.losesAnswer = (operation) => operation === 'UpdatePipeline';
    await expect(rig.finish(made.run())).rejects.toThrow('the change was made all the same: web is at version 2');
    expect(rig.sent.filter((operation) => operation === 'UpdatePipeline')).toHaveLength(1);
  });

  it('is the same as commands that can be copied', async () => {
    rig = await Rig.open({ endpoint: 'http://127.0.0.1:4566' });
    const made = await plan(declaration());
    expect(made.command()).toMatch(/^signalbox apply pipeline.json --region eu-west-1/);
    expect(made.awsCommand()).toBe(
      'aws codepipeline create-pipeline --pipeline file://pipeline.json --region eu-west-1 --endpoint-url http://127.0.0.1:4566',
    );
  });
});
