import { auditFile } from '../config/paths.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { RecordedChange } from '../policy/read-audit.ts';
import type { Invocation } from './command.ts';

/** What was done to an execution with Signalbox from this machine, the oldest first. A log that cannot be read is said, and takes nothing else away. */
export async function executionChanges(
  { host, note }: Pick<Invocation, 'host' | 'note'>,
  pipeline: PipelineId,
  executionId: string,
): Promise<readonly RecordedChange[]> {
  const { readAudit } = await import('../policy/read-audit.ts');
  try {
    const { changes } = await readAudit(auditFile(host.env), { execution: executionId });
    return changes.filter(
      ({ pipeline: name, account, region }) =>
        name === pipeline.name && account === pipeline.account && region === pipeline.region,
    );
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    if (code !== 'ENOENT') note(`the audit log cannot be read: ${message}`);
    return [];
  }
}
