import type { LogPart } from '../../ui/log-list.tsx';

type Tone = NonNullable<LogPart['tone']>;

const tones: Readonly<Record<string, Tone>> = { b: 'strong', o: 'own', f: 'fault' };

/**
 * A translation's emphasis: `<b>` what matters, `<o>` our own teams, `<f>` a fault, `<l>` the level at hand.
 * Cut before values are filled in, so that a value holding such a mark stays what it is: text.
 */
export function cutMarks(template: string, levelTone: Tone = 'strong'): LogPart[] {
  const parts: LogPart[] = [];
  let from = 0;
  for (const found of template.matchAll(/<([bofl])>(.*?)<\/\1>/g)) {
    const [whole, mark = 'b', inner = ''] = found;
    if (found.index > from) parts.push({ text: template.slice(from, found.index) });
    parts.push({ text: inner, tone: mark === 'l' ? levelTone : (tones[mark] ?? 'strong') });
    from = found.index + whole.length;
  }
  if (from < template.length) parts.push({ text: template.slice(from) });
  return parts;
}
