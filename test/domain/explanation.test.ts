import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/domain/deployment.ts';
import { type ExplanationFacts, explain } from '../../src/domain/explanation.ts';
import type { PipelineView } from '../../src/domain/pipeline-view.ts';
import { forecastSentence, headline, stageSentence } from '../../src/text/explanation-words.ts';
import { action, busyView, execution, MINUTE, NOW, stage, view } from '../console/values.ts';

const NO_FACTS: ExplanationFacts = { now: NOW, deployments: new Map(), notRetryable: new Map(), runs: new Map() };

const telling = {
  now: NOW,
  short: (id: string) => id.slice(0, 2),
  full: (id: string) => `execution ${id.slice(0, 2)}`,
};

const inProgress = (executionId: string) => ({ executionId, status: 'InProgress' as const, type: 'STANDARD' as const });

function deploying(more: Partial<Deployment>): ExplanationFacts {
  const targets = { pending: 0, inProgress: 0, succeeded: 0, failed: 0, skipped: 0, ready: 0 };
  const deployment: Deployment = {
    ...{ place: { partition: 'aws', account: '123456789012', region: 'eu-west-1' }, id: 'd-1', status: 'InProgress' },
    ...{ targets, messages: [], rollback: {}, updates: [], waits: { terminationBegun: false } },
    ...more,
  };
  return { ...NO_FACTS, deployments: new Map([['Prod/Deploy', deployment]]) };
}

describe('why a pipeline does not move', () => {
  const deployment: PipelineView = view(
    [
      stage('Source', 'e1'),
      stage('Prod', 'e1', { latest: inProgress('e1'), actions: [action('Deploy', 'InProgress')] }),
    ],
    [execution('e1', 'aaaaaaa', 'A', { status: 'InProgress' })],
  );

  const sentence = (facts: ExplanationFacts) => stageSentence(explain(deployment, facts).stages[1]!, telling);

  it('3.5 tells a deployment that waits from one that works', () => {
    const ready = { stops: true, ms: 60 * MINUTE };
    expect(sentence(deploying({ status: 'Ready', waits: { ready, terminationBegun: false } }))).toBe(
      'execution e1 waits at Deploy since 12m: deployment d-1 is Ready and waits for somebody to reroute its traffic, and stops by itself after 60 minutes',
    );
    expect(
      sentence(deploying({ waits: { termination: { terminates: true, ms: 5 * MINUTE }, terminationBegun: true } })),
    ).toMatch(/waits 5 minutes before it terminates the original$/);
    expect(sentence(deploying({ status: 'Baking' }))).toMatch(/is Baking/);
    expect(sentence(deploying({}))).toBe('execution e1 runs Deploy since 12m');
    expect(explain(deployment, deploying({ status: 'Ready' })).stages[1]?.standing).toBe('waiting');
    expect(explain(deployment, deploying({})).stages[1]?.standing).toBe('moving');
  });

  it('2.4 what an approval lets go waits where the next transition is closed', () => {
    const explanation = explain(busyView(), NO_FACTS);
    expect(explanation.next.map((forecast) => forecastSentence(forecast, telling))).toEqual([
      'if e1 is approved at Gate/Approve: it waits in front of Prod, whose transition is closed; e4 enters Gate; e3 is gone',
      'if e1 is rejected at Gate/Approve, or not answered in time: it fails in Gate; e4 enters Gate',
    ]);
    expect(explanation.superseded).toMatchObject([{ carrier: { executionId: 'e3e3e3e3' }, by: 'e4e4e4e4' }]);
    expect(headline(explanation, telling)).toBe('Gate: execution e1 waits for a person at Approve since 12m');
  });

  it('2.4 one that comes up behind takes the place of what waits, or the chance of a retry', () => {
    const failed = { executionId: 'e0', status: 'Failed' as const, type: 'STANDARD' as const };
    const stages = [
      stage('Build', 'e2', { latest: inProgress('e2'), actions: [action('Compile', 'InProgress')] }),
      stage('Test', 'e1', { inbound: [] }),
      stage('Prod', 'e0', { latest: failed, actions: [action('Deploy', 'Failed')] }),
    ];
    const items = [
      execution('e2', 'b', 'B', { status: 'InProgress' }),
      execution('e0', 'a', 'A', { status: 'Failed' }),
    ];
    const words = (facts: ExplanationFacts) =>
      explain(view(stages, items), facts).next.map((forecast) => forecastSentence(forecast, telling));
    expect(words(NO_FACTS)).toEqual([
      'when e2 is through Build: it enters Test',
      'if Prod is retried: e0 goes on in Prod',
      'when e2 comes to Prod: e0 can no longer be retried in Prod',
    ]);
    expect(words({ ...NO_FACTS, notRetryable: new Map([['Prod', 'changed']]) })).toEqual([
      'when e2 is through Build: it enters Test',
    ]);
  });

  it('2.5 a closed transition counts for 30 days', () => {
    const closed = (days: number) =>
      view(
        [
          stage('Build', 'e2'),
          stage('Prod', 'e0', {
            transition: { enabled: false, at: NOW - days * 24 * 60 * MINUTE },
            inbound: [inProgress('e2')],
          }),
        ],
        [execution('e2', 'b', 'B', { status: 'InProgress' }), execution('e0', 'a', 'A')],
      );
    const outcome = (days: number) => explain(closed(days), NO_FACTS).next[0]?.outcomes[0]?.kind;
    expect([outcome(1), outcome(30), outcome(31)]).toEqual(['enters', 'enters', 'not-resumed']);
  });

  it('says of a pipeline that never ran that it never did', () => {
    expect(headline(explain(view([stage('Source', undefined)], []), NO_FACTS), telling)).toBe('it has never run');
  });
});
