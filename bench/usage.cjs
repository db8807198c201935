// Loaded into a measured process before all else: what it took is written down as it ends, and so is what a process took that it ends.
'use strict';
const { ChildProcess } = require('node:child_process');
const { appendFileSync, readFileSync } = require('node:fs');

const write = (seconds, peak) => appendFileSync(process.env.BENCH_USAGE, `${JSON.stringify([seconds, peak])}\n`);

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  write((userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024);
});

// TypeScript 7.1 is a process beside, and writes nothing down itself. Only Linux tells of another process.
const { kill } = ChildProcess.prototype;
ChildProcess.prototype.kill = function (...args) {
  try {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ');
    const peak = /^VmHWM:\s+(\d+)/mu.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'));
    write((Number(fields[11]) + Number(fields[12])) / 100, Number(peak?.[1] ?? 0) / 1024);
  } catch {
    // It has ended, or this is no Linux.
  }
  return kill.apply(this, args);
};
