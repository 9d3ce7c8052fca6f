import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventFrame } from '../../../src/engine/wire/event-stream.ts';
import { readFrames } from '../support/read-frames.ts';

const hex = (frame: Uint8Array) => Buffer.from(frame).toString('hex');

describe('a frame of an event stream', () => {
  // The first three are test vectors of AWS's own libraries.
  it('1.6 has lengths and checksums as others write them', () => {
    expect(hex(eventFrame({}, ''))).toBe('000000100000000005c248eb7d98c8ff');
    expect(hex(eventFrame({}, "{'foo':'bar'}"))).toBe('0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936');
    expect(hex(eventFrame({ 'content-type': 'application/json' }, "{'foo':'bar'}"))).toBe(
      '0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1',
    );
  });

  it('1.6 counts bytes, not characters', () => {
    const frame = Buffer.from(eventFrame({ name: 'ä' }, 'é💥'));
    expect(frame.readUInt32BE(0)).toBe(frame.length);
    expect(frame.readUInt32BE(4)).toBe(1 + 4 + 1 + 2 + 2);
    expect(frame.readUInt32BE(frame.length - 4)).toBe(crc32(frame.subarray(0, -4)));
  });

  it('1.6 is read as it was written, one behind the other', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.toWellFormed());
    const headers = fc.dictionary(fc.stringMatching(/^:?[a-z-]{1,20}$/), text, { maxKeys: 4 });
    fc.assert(
      fc.property(fc.array(fc.record({ headers, payload: text }), { maxLength: 4 }), (frames) => {
        const bytes = Buffer.concat(frames.map((frame) => eventFrame(frame.headers, frame.payload)));
        expect(readFrames(bytes)).toEqual(frames);
      }),
    );
  });
});
