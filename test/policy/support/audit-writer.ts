import type { Site } from '../../../src/live/site.ts';
import { AuditLog } from '../../../src/policy/audit-log.ts';

// A process that writes changes to an audit log: `node audit-writer.ts FILE NAME COUNT`; without a count until it is killed.
const [file = '', name = '', count] = process.argv.slice(2);
const place = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
const site = { place, kind: 'aws', principal: `arn:aws:iam::123456789012:user/${name}` } as Site;

let made = 0;
const log = new AuditLog({
  file,
  required: true,
  wall: Date.now,
  newId: () => `${name}-${made}`,
  pid: process.pid,
  version: '1.2.3',
  warn: (line) => {
    throw new Error(line);
  },
});

for (; made < Number(count ?? Number.POSITIVE_INFINITY); made += 1) {
  // As long as the longest comment: a line of several pages of the cache takes more than one moment to write.
  const text = `${made} ${'x'.repeat((made * 97) % 9000)}`;
  const record = log.attempt(
    { operation: 'start', request: 'codepipeline:StartPipelineExecution', subject: { place }, text },
    site,
  );
  record({ phase: 'succeeded', requestId: `${name}-${made}` });
  if (made === 50) process.stdout.write('under way\n');
}
