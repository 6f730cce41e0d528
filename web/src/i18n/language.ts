import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zhCN } from './zh-CN/all.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'sitong.language';

/** The language chosen on this machine, else Chinese: the console's users read Chinese first. */
export function storedLanguage(storage: Pick<Storage, 'getItem'>): Language {
  return storage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

/** Starts i18next with Chinese at hand; English is fetched only when somebody asks for it. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': zhCN },
    ns: Object.keys(zhCN),
    defaultNS: 'common',
    // React escapes what it prints; escaping twice would show `&amp;` to the operator.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  if (language !== 'zh-CN') await showLanguage(language);
}

/** Switches every text on screen, the page's `lang` and what this machine remembers. */
export async function setLanguage(language: Language, storage: Pick<Storage, 'setItem'>): Promise<void> {
  await showLanguage(language);
  storage.setItem(storageKey, language);
}

async function showLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    const { en } = await import('./en/all.ts');
    for (const [area, words] of Object.entries(en)) i18next.addResourceBundle('en', area, words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
