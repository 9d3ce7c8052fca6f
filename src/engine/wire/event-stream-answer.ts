import { type ServiceModel, shapeOf } from '../../rules/service-model.ts';
import type { EventSink, EventSource } from '../world.ts';
import type { CallHost } from './call-host.ts';
import { eventFrame } from './event-stream.ts';
import type { ChunkSink, WireResponse } from './message.ts';
import { writeOutput } from './write-output.ts';

/** The member of an output that is a stream of events, and its shape, if it has one. */
export function streamIn(model: ServiceModel, output: string): { member: string; shape: string } | undefined {
  for (const [member, shape] of Object.entries(shapeOf(model, output).members ?? {})) {
    if (shapeOf(model, shape).eventstream) return { member, shape };
  }
  return undefined;
}

/** An answer that goes on: its first frame says that it begins, each event is one of its own (spec 1.6). */
export function eventStreamAnswer(
  host: CallHost,
  { model, shape, requestId }: { model: ServiceModel; shape: string; requestId: string },
  source: EventSource,
): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    body: '',
    stream: {
      open: (chunks) => {
        chunks.write(eventOf('initial-response', '{}'));
        source.open(framing(model, shape, chunks, requestId));
      },
      resume: () => source.resume(),
      close: () => source.close(),
      pass: () => host.letTimePass(),
    },
  };
}

function framing(model: ServiceModel, shape: string, chunks: ChunkSink, requestId: string): EventSink {
  const { members = {} } = shapeOf(model, shape);
  return {
    requestId,
    get isBehind() {
      return chunks.isBehind;
    },
    event: (name, payload) => chunks.write(eventOf(name, writeOutput(model, members[name]!, payload))),
    exception: (name, message) => {
      const headers = { ':message-type': 'exception', ':exception-type': name, ':content-type': 'application/json' };
      chunks.write(eventFrame(headers, JSON.stringify({ message })));
    },
    end: () => chunks.end(),
  };
}

function eventOf(name: string, payload: string): Uint8Array {
  const headers = { ':message-type': 'event', ':event-type': name, ':content-type': 'application/json' };
  return eventFrame(headers, payload);
}
