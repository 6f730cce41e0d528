import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { HelpSheet } from './ui/keys/help-sheet.tsx';
import { keepFocus } from './ui/keys/keep-focus.ts';
import { usePaneKeys } from './ui/keys/keys-context.tsx';

/** Lets links of `ui/` parts (which know no router) change screens without reloading the page. */
export function RootLayout({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <AriaRouterProvider navigate={(to) => void navigate({ to })}>
      {children}
      <HelpSheet />
      <PaneKeys />
    </AriaRouterProvider>
  );
}

function PaneKeys() {
  usePaneKeys();
  useEffect(() => keepFocus(document), []);
  return null;
}
