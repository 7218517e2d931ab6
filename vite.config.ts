import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

/**
 * CRXJS makes every script web-accessible, and leaves behind the modules that it built the
 * self-contained scripts from. Pages must not be able to find us by asking for a file of ours.
 */
function hideFromPages(): Plugin {
  return {
    name: 'pushscope:hide-from-pages',
    async writeBundle({ dir = '' }, bundle) {
      const path = join(dir, 'manifest.json');
      const { web_accessible_resources: _, ...rest } = JSON.parse(await readFile(path, 'utf8'));
      await writeFile(path, `${JSON.stringify(rest, null, 2)}\n`);
      for (const file of Object.values(bundle)) {
        const isScrap = file.type === 'chunk' && file.facadeModuleId?.endsWith('.iife.ts');
        if (isScrap) await rm(join(dir, file.fileName));
      }
    },
  };
}

export default defineConfig({
  plugins: [
    preact({ prefreshEnabled: false }),
    crx({ manifest: manifest as never }),
    hideFromPages(),
  ],
  build: {
    outDir: 'dist/extension',
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: false,
    rolldownOptions: { input: { panel: 'extension/panel/panel.html' } },
  },
});
