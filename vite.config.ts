import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

export default defineConfig({
  plugins: [preact({ prefreshEnabled: false }), crx({ manifest: manifest as never })],
  build: {
    outDir: 'dist/extension',
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: false,
    rolldownOptions: { input: { panel: 'extension/panel/panel.html' } },
  },
});
