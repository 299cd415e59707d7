import { readFileSync } from 'node:fs';

/** Whether a process is this server, or was started by it. Other systems than Linux tell of the server alone. */
export function isOwnProcess(pid: number): boolean {
  return pid === process.pid || parentOf(pid) === process.pid;
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in parentheses may hold anything, so the fields are counted from its end.
    const [, parent] = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return Number(parent);
  } catch {
    return undefined;
  }
}
