#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// A run is short: what V8 compiles as soon as it deems it warm costs more than it saves, and is soon compiled again. Later, one report
// takes four fifths of the CPU time, sixty two thirds (npm run bench). The flag has another name from one V8 to the next.
const LATER = { 11: '--interrupt-budget=500000', 12: '--invocation-count-for-turbofan=12000' };
LATER[13] = LATER[14] = LATER[12];
const flag = LATER[Number.parseInt(process.versions.v8, 10)];
if (flag) setFlagsFromString(flag);
await (await import('../dist/run/cli.js')).main();
