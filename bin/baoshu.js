#!/usr/bin/env node
await (await import('../dist/run/cli.js')).main();
