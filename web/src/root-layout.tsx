import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { hasConsole } from './paths.ts';
import { HelpSheet } from './ui/keys/help-sheet.tsx';
import { keepFocus } from './ui/keys/keep-focus.ts';
import { usePaneKeys } from './ui/keys/keys-context.tsx';
import { ScreenKeys } from './wall/screen-keys.tsx';

/** Lets links of `ui/` parts (which know no router) change screens without reloading the page. */
export function RootLayout({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <AriaRouterProvider navigate={(to) => void navigate({ to })}>
      {children}
      <HelpSheet />
      <PaneKeys />
      {hasConsole(pathname) ? <ScreenKeys /> : null}
    </AriaRouterProvider>
  );
}

function PaneKeys() {
  usePaneKeys();
  useEffect(() => keepFocus(document), []);
  return null;
}
