import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/dictionary.setup.ts', 'test/review/page.setup.ts'],
    testTimeout: 60_000,
  },
});
