import { crc32 } from 'node:zlib';

export interface Frame {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** Frames of an event stream as spec 1.6 describes them; throws where a length or a checksum is wrong. */
export function readFrames(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const frame = bytes.subarray(at, at + length);
    if (frame.length < length) throw new Error(`a frame of ${length} bytes has only ${frame.length}`);
    check(frame, 8);
    check(frame, length - 4);
    const head = frame.subarray(12, 12 + frame.readUInt32BE(4));
    frames.push({ headers: readHeaders(head), payload: frame.subarray(12 + head.length, -4).toString() });
    at += length;
  }
  return frames;
}

function check(frame: Buffer, end: number): void {
  if (crc32(frame.subarray(0, end)) !== frame.readUInt32BE(end)) throw new Error(`wrong checksum at ${end}`);
}

function readHeaders(head: Buffer): Record<string, string> {
  const headers: [string, string][] = [];
  for (let at = 0; at < head.length; ) {
    const nameEnd = at + 1 + head[at]!;
    if (head[nameEnd] !== 7) throw new Error('a header is no text');
    const valueEnd = nameEnd + 3 + head.readUInt16BE(nameEnd + 1);
    headers.push([head.subarray(at + 1, nameEnd).toString(), head.subarray(nameEnd + 3, valueEnd).toString()]);
    at = valueEnd;
  }
  return Object.fromEntries(headers);
}
