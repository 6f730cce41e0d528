import type { CapAlert, CapInfo } from './model.ts';

/**
 * The info a person here should read: the first whose language is, or begins with, a preferred
 * tag in order; else the first of the message. Null only when the message has none.
 */
export function chooseInfo(alert: CapAlert, preferred: readonly string[] = ['zh-CN', 'zh', 'en']): CapInfo | null {
  for (const tag of preferred) {
    const wanted = tag.toLowerCase();
    const found = alert.infos.find(({ language }) => {
      const has = language.toLowerCase();
      return has === wanted || has.startsWith(`${wanted}-`);
    });
    if (found !== undefined) return found;
  }
  return alert.infos[0] ?? null;
}
