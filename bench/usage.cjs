// Loaded into a measured process before all else: what it took is written down as it ends.
'use strict';
const { appendFileSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  appendFileSync(process.env.BENCH_USAGE, `${JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024])}\n`);
});
