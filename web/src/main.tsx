import './styles/main.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/v4/core';
import { followLanguage, startLanguage, storedLanguage } from './i18n/language.ts';
import { Providers } from './providers.tsx';
import { router } from './router.tsx';

// zod would otherwise compile validators with `new Function`, which `script-src 'self'` forbids.
config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root element to draw into');

await startLanguage(storedLanguage(localStorage), 'everywhere');
followLanguage(localStorage);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </QueryClientProvider>
  </StrictMode>,
);
