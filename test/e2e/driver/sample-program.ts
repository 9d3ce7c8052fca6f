// A small program for the driver's own tests: shows in the alternate screen what it was sent.
import { writeFileSync } from 'node:fs';

const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?1049l\x1b[?25h';
let inputBytes = 0;
const idlePath = process.env.SIGNALBOX_IDLE_FD ?? '';

function draw(text: string): void {
  const size = `${process.stdout.columns}x${process.stdout.rows}`;
  process.stdout.write(`\x1b[H\x1b[2J\x1b[1;31msize\x1b[0m ${size}\r\n\x1b[7mgot\x1b[0m ${JSON.stringify(text)}\r\n`);
  writeFileSync(idlePath, `idle ${inputBytes} ${process.stdout.bytesWritten} ${size}\n`);
}

process.stdin.setRawMode(true);
process.stdout.write(ENTER);
draw('');
process.stdin.on('data', (bytes) => {
  inputBytes += bytes.length;
  if (bytes.toString() === 'q') {
    process.stdout.write(`${LEAVE}bye\r\n`);
    process.exit(3);
  }
  draw(bytes.toString());
});
process.stdout.on('resize', () => draw(''));
