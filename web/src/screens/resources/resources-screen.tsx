import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { DepotLedger } from './depot-ledger.tsx';
import { ShelterLedger } from './shelter-ledger.tsx';
import { TeamLedger } from './team-ledger.tsx';

const ledgers = { shelters: ShelterLedger, depots: DepotLedger, teams: TeamLedger } as const;
type LedgerId = keyof typeof ledgers;
const ids: readonly LedgerId[] = ['shelters', 'depots', 'teams'];

/** `/resources`: where people go, what there is, who can come. */
export function ResourcesScreen() {
  const { t } = useTranslation('admin');
  return (
    <ConsoleShell screen="resources" positions="on" keys={[{ keys: 'J K', label: t('ledger.keys.walk') }]}>
      <Resources />
    </ConsoleShell>
  );
}

function Resources() {
  const { t } = useTranslation(['admin', 'common']);
  const { data } = useCounty();
  const [tab, setTab] = useSearchParam('tab');
  const shown = ids.find((id) => id === tab) ?? 'shelters';
  return (
    <div className="h-full p-gutter">
      <Tabs
        label={t('common:screen.resources')}
        className="h-full bg-bg-1"
        value={shown}
        onChange={(id) => setTab(id === 'shelters' ? undefined : id)}
        items={ids.map((id) => {
          const Content = ledgers[id];
          return {
            id,
            label: t(`ledger.${id}.tab`),
            count: data[id].length,
            content: id === shown ? <Content /> : null,
          };
        })}
      />
    </div>
  );
}
