import i18next from 'i18next';
import { type ReactNode, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ClockProvider } from './ui/clock/clock-context.tsx';
import { browserMachine, createClockStore } from './ui/clock/clock-store.ts';
import { createAnnouncer } from './ui/feedback/announcer.ts';
import { AnnouncerProvider } from './ui/feedback/live-regions.tsx';
import { NoticeRegion, showNotice } from './ui/feedback/toast.tsx';
import { KeysProvider } from './ui/keys/keys-context.tsx';
import { createKeyRegistry } from './ui/keys/registry.ts';
import { createThemeStore } from './ui/theme.ts';
import { ThemeProvider } from './ui/theme-context.tsx';

/** The one clock, keyboard, voice and theme of this tab, handed to everything below. */
export function Providers({ children }: { children: ReactNode }) {
  const [tab] = useState(() => ({
    clock: createClockStore(browserMachine),
    keys: createKeyRegistry((message) => console.warn(message)),
    themes: createThemeStore(document.documentElement, localStorage),
    announcer: createAnnouncer({
      ...browserMachine,
      more: (count) => i18next.t('ui:notice.more', { count }),
    }),
  }));
  const { i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language}>
      <ThemeProvider themes={tab.themes}>
        <ClockProvider clock={tab.clock}>
          <AnnouncerProvider announcer={tab.announcer}>
            <KeysProvider registry={tab.keys} onRefused={(reason) => showNotice({ kind: 'refused', title: reason })}>
              {children}
              <NoticeRegion />
            </KeysProvider>
          </AnnouncerProvider>
        </ClockProvider>
      </ThemeProvider>
    </I18nProvider>
  );
}
