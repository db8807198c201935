import { createFromFetch } from '@vitejs/plugin-rsc/browser';
import { createRoot } from 'react-dom/client';

createRoot(document).render(createFromFetch(fetch('/')) as never);
