import rsc from '@vitejs/plugin-rsc';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    rsc({ entries: { client: './src/entry.browser.tsx', rsc: './src/entry.rsc.tsx', ssr: './src/entry.ssr.tsx' } }),
  ],
});
