// The renderer's build. Main, preload, device host and head office are bundled by scripts/build.mjs.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  css: { transformer: 'lightningcss' },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // The oldest Chromium that runs our screens is the one of the carried Electron 25.
    target: 'chrome114',
    cssTarget: 'chrome114',
    modulePreload: { polyfill: false },
    // data: URLs would need a hole in the content security policy.
    assetsInlineLimit: 0,
    sourcemap: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
  },
});
