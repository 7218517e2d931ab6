import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { importSource: 'preact' } },
  test: {
    projects: [
      { extends: true, test: { name: 'architecture', include: ['*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{extension,demo-server,cli,browser}/**/*.test.{ts,tsx}'],
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
