import type { Archive } from '@sitong/shared/kernel/master/map-ground.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGround } from '../../../plumbing/map/ground-store.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Panel } from '../../../ui/panel.tsx';
import { SplitPanes } from '../../../ui/split-panes.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { stateOf } from '../../drills/query-state.ts';
import { useAdminAct } from '../use-admin-act.ts';
import { ArchivePanel } from './archive-panel.tsx';
import { SETTINGS, settingsNow } from './map-data.ts';
import { TiandituPanel } from './tianditu-panel.tsx';

const NONE: readonly Archive[] = [];

/** What the map of this county is drawn from: archives of its own, 天地图, or its imported data. */
export function MapTab() {
  const { t } = useTranslation('admin');
  const words = useRefusalWords();
  const { roles } = useSession();
  const act = useAdminAct(SETTINGS);
  const ground = useGround();
  const settings = useQuery({ queryKey: SETTINGS, queryFn: ({ signal }) => settingsNow(signal) });
  const off = roles.includes('admin') ? undefined : words({ code: 'role_required', facts: { roles: 'admin' } });
  const changed = (done: string) => (work: Promise<unknown>) => void act(work, done);
  const archives = settings.data?.archives ?? NONE;
  const demo = ground?.datum === 'demo' ? t('map.noneDemo') : undefined;
  if (settings.data === undefined)
    return <Panel className="h-full" title={t('tab.map')} state={stateOf(settings, { what: t('failed') })} />;
  return (
    <SplitPanes
      panes={[
        {
          id: 'vector',
          content: (
            <ArchivePanel
              part="vector"
              archives={archives}
              without={demo ?? t('map.none')}
              off={off}
              onChanged={changed(t('map.used'))}
            />
          ),
        },
        {
          id: 'terrain',
          content: (
            <ArchivePanel
              part="terrain"
              archives={archives}
              without={demo ?? t('map.noneTerrain')}
              off={off}
              onChanged={changed(t('map.used'))}
            />
          ),
        },
        {
          id: 'tianditu',
          size: 420,
          content: (
            <TiandituPanel now={settings.data.tianditu} off={off} onChanged={changed(t('map.tianditu.saved'))} />
          ),
        },
      ]}
    />
  );
}
