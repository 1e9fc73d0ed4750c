// Starts the worker from its sources, as the batch starts the one of the build.
import { register } from 'tsx/esm/api';

register();
await import('../../src/batch/worker.ts');
