import { fileChunks } from '../files/file-chunks.ts';

const LF = 10;

/** A line of this many bytes is none of ours; more is never held in memory. */
const LONGEST_LINE = 1 << 20;

/** The lines of a file as they come off the disk, however long it is; undefined for one that is too long to be read. Throws what the file system throws. */
export async function* fileLines(file: string): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length <= LONGEST_LINE) parts.push(part);
    else parts = [];
  };
  const whole = () => {
    const line = length > LONGEST_LINE ? undefined : Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of fileChunks(file)) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      take(chunk.subarray(from, end));
      yield whole();
      from = end + 1;
    }
    take(chunk.subarray(from));
  }
  if (length > 0) yield whole();
}
