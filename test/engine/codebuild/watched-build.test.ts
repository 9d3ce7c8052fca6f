import { describe, expect, it } from 'vitest';
import type { EventSink, EventSource } from '../../../src/engine/world.ts';
import { Harness } from './harness.ts';

/** The lines of all builds of a project as somebody sees them who watches from now on. */
function watch(harness: Harness): string[] {
  const lines: string[] = [];
  const sink: EventSink = {
    requestId: '01234567-89ab-4cde-8f01-23456789abcd',
    isBehind: false,
    event: (_name, payload) => {
      const { sessionResults = [] } = payload as { sessionResults?: { message: string }[] };
      lines.push(...sessionResults.map(({ message }) => message.replace(/^(\[Container\]) \S+ \S+/, '$1')));
    },
    exception: () => undefined,
    end: () => undefined,
  };
  const input = { logGroupIdentifiers: ['arn:aws:logs:us-east-1:123456789012:log-group:/aws/codebuild/web'] };
  const { responseStream } = harness.other('logs', 'StartLiveTail', input) as { responseStream: EventSource };
  responseStream.open(sink);
  return lines;
}

function watched(more: object = {}) {
  const harness = new Harness();
  harness.project('web', more);
  harness.behave({ match: {}, durationSeconds: 30 });
  harness.other('logs', 'CreateLogGroup', { logGroupName: '/aws/codebuild/web' });
  return { harness, lines: watch(harness) };
}

describe('somebody who watches the log of a build', () => {
  it('5.6 sees every line once, in the order of the log', () => {
    const { harness, lines } = watched();
    const { id } = harness.start();
    harness.advance(15);
    expect(lines).toEqual(harness.lines(id));
    harness.advance(20);
    expect(lines).toEqual(harness.lines(id));
    expect(lines.length).toBeGreaterThan(20);
  });

  it('5.6 sees how it is stopped', () => {
    const { harness, lines } = watched();
    const { id } = harness.start();
    harness.advance(20);
    harness.stop(id);
    harness.advance(60);
    expect(lines).toEqual(harness.lines(id));
    expect(lines).toContain('[Container] Phase complete: BUILD State: STOPPED');
  });

  it('5.6 sees those that had to wait for each other', () => {
    const { harness, lines } = watched({ concurrentBuildLimit: 1 });
    const ids = [harness.start().id, harness.start().id, harness.start().id];
    harness.advance(120);
    expect(lines).toEqual(ids.flatMap((id) => harness.lines(id)));
  });
});
