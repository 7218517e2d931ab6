import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { importSource: 'preact' } },
  test: {
    // Two cores may be busy: what is waited for comes, but not within vitest's one second.
    expect: { poll: { timeout: 5_000 } },
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'architecture', include: ['*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'unit',
          // What has many random inputs takes long on a busy machine; what hangs, for ever.
          testTimeout: 120_000,
          include: ['{extension,demo-server,cli,browser,fuzz}/**/*.test.{ts,tsx}'],
          // Vitest empties style sheets, unless a test reads one as text.
          css: { include: [/\?raw$/] },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
