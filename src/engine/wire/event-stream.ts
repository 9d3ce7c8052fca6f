import { getBuiltinModule } from 'node:process';

// Loaded with the first frame: hardly anybody asks for a stream.
const crc32 = (bytes: Uint8Array) => getBuiltinModule('node:zlib').crc32(bytes);

/** Header values of this type are texts. */
const STRING = 7;

const PRELUDE = 8;
const CRC = 4;

/** A frame of `application/vnd.amazon.eventstream` (spec 1.6): its lengths, headers and payload, each part with its checksum. */
export function eventFrame(headers: Readonly<Record<string, string>>, payload: string): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => encodedHeader(name, value)));
  const body = Buffer.from(payload);
  const frame = Buffer.alloc(PRELUDE + CRC + head.length + body.length + CRC);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(head.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, PRELUDE)), PRELUDE);
  head.copy(frame, PRELUDE + CRC);
  body.copy(frame, PRELUDE + CRC + head.length);
  const end = frame.length - CRC;
  frame.writeUInt32BE(crc32(frame.subarray(0, end)), end);
  return frame;
}

function encodedHeader(name: string, value: string): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  const lengths = Buffer.alloc(2);
  lengths.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.of(key.length), key, Buffer.of(STRING), lengths, text]);
}
