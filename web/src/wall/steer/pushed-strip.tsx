import { useTranslation } from 'react-i18next';
import { useShownCounty } from '../../plumbing/privacy/name-mask.ts';
import { formatMinute } from '../../ui/format/time.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import type { Pushed } from './steer-model.ts';

/** Over the map: what somebody put here, who, since when, and how everything comes back. */
export function PushedStrip({ pushed }: { pushed: Pushed }) {
  const { t } = useTranslation('wall');
  const county = useShownCounty();
  const { incident, by, atMs } = pushed;
  const name = county.persons.get(by)?.name ?? by;
  return (
    <p
      role="status"
      className="m-0 shrink-0 flex items-center gap-3 px-pad py-1 bg-bg-2 border-b border-control text-meta whitespace-nowrap overflow-hidden"
    >
      <LevelGlyph level={incident.grade} size={22} />
      <span className="font-medium truncate">{incident.title}</span>
      <span className="text-ink-2">{t('push.by', { name, at: formatMinute(atMs) })}</span>
      <span className="ml-auto text-ink-3">{t('push.way')}</span>
    </p>
  );
}
