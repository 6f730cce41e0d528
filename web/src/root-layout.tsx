import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';

/** Lets links of `ui/` parts (which know no router) change screens without reloading the page. */
export function RootLayout({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <AriaRouterProvider navigate={(to) => void navigate({ to })}>{children}</AriaRouterProvider>
  );
}
