import { readFileSync } from 'node:fs';

// What Linux counts processor time in, on every platform that Node runs on.
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has had so far, user and system (`man 5 proc`, fields 14 and 15). */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
