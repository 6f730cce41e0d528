import i18next from 'i18next';

/**
 * As `withWords`, with the words about keys. Apart from the parts in `language.ts`, because that file comes with every
 * page, and most people on a phone have no key.
 */
export function withKeyWords<Part>(part: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    const [shown, { keys }] = await Promise.all([part(), import('./zh-CN/keys.ts')]);
    i18next.addResourceBundle('zh-CN', 'keys', keys);
    return shown;
  };
}
