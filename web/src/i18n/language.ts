import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { everywhere } from './zh-CN/everywhere.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'sitong.language';

/** The language chosen on this machine, else Chinese: the console's users read Chinese first. */
export function storedLanguage(storage: Pick<Storage, 'getItem'>): Language {
  return storage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

/**
 * Starts i18next with Chinese at hand; English is fetched only when somebody asks for it. `everywhere`: the
 * areas of desk and phone come with their screens (`withWords`).
 */
export async function startLanguage(language: Language, areas: 'all' | 'everywhere' = 'all'): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': everywhere },
    ns: Object.keys(everywhere),
    defaultNS: 'common',
    // React escapes what it prints; escaping twice would show `&amp;` to the operator.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  if (areas === 'all') await Promise.all([fetchWords('desk'), fetchWords('field'), fetchWords('phone')]);
  if (language !== 'zh-CN') await showLanguage(language);
}

/** Areas that only some screens need, each in a file of its own. */
const later = {
  desk: () => import('./zh-CN/desk.ts').then(({ desk }) => desk),
  wall: async () => {
    const [{ wall }, { monitoring }] = await Promise.all([import('./zh-CN/wall.ts'), import('./zh-CN/monitoring.ts')]);
    return { wall, monitoring };
  },
  field: () => import('./zh-CN/field.ts').then(({ field }) => ({ field })),
  phone: () => import('./zh-CN/phone.ts').then(({ phone }) => ({ phone })),
} as const;

async function fetchWords(part: keyof typeof later): Promise<void> {
  for (const [area, words] of Object.entries(await later[part]())) i18next.addResourceBundle('zh-CN', area, words);
}

/** A screen together with its words: neither is shown without the other. */
export function withWords<Screen>(part: keyof typeof later, screen: () => Promise<Screen>): () => Promise<Screen> {
  return async () => {
    const [shown] = await Promise.all([screen(), fetchWords(part)]);
    return shown;
  };
}

/** Switches every text on screen, the page's `lang` and what this machine remembers. */
export async function setLanguage(language: Language, storage: Pick<Storage, 'setItem'>): Promise<void> {
  await showLanguage(language);
  storage.setItem(storageKey, language);
}

/** A second window on this machine keeps in step with the one where somebody chose. */
export function followLanguage(storage: Pick<Storage, 'getItem'>): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === storageKey) void showLanguage(storedLanguage(storage));
  });
}

async function showLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    const { en } = await import('./en/all.ts');
    for (const [area, words] of Object.entries(en)) i18next.addResourceBundle('en', area, words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
