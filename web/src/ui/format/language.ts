/** The two languages of the interface, as i18next names them; anything else is written as Chinese. */
export type FormatLanguage = 'zh-CN' | 'en';

export function formatLanguage(tag: string | undefined): FormatLanguage {
  return tag === 'en' ? 'en' : 'zh-CN';
}
