// Starts the program from its sources, as bin/baoshu.js starts the build.
import { main } from '../src/cli.js';

await main();
