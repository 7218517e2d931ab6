import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [preact({ prefreshEnabled: false })],
  build: {
    outDir: fileURLToPath(new URL('../../dist/site', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
  },
});
