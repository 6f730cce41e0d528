import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/tabs.tsx';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { AccountsTab } from './accounts/accounts-tab.tsx';
import { AuditTab } from './audit/audit-tab.tsx';
import { ImportsTab } from './imports/imports-tab.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { LogTab } from './log-tab.tsx';
import { MapTab } from './map/map-tab.tsx';
import { PracticeTab } from './practice/practice-tab.tsx';
import { RefusedTab } from './refused-tab.tsx';
import { SourcesTab } from './sources-tab.tsx';
import { TerminalsTab } from './terminals-tab.tsx';
import { TokensTab } from './tokens-tab.tsx';
import { WallsTab } from './walls/walls-tab.tsx';

const tabs = {
  accounts: AccountsTab,
  tokens: TokensTab,
  terminals: TerminalsTab,
  sources: SourcesTab,
  refused: RefusedTab,
  log: LogTab,
  audit: AuditTab,
  walls: WallsTab,
  jobs: JobsTab,
  imports: ImportsTab,
  map: MapTab,
  practice: PracticeTab,
} as const;
type TabId = keyof typeof tabs;
const tabIds: readonly TabId[] = [
  'accounts',
  'tokens',
  'terminals',
  'sources',
  'refused',
  'audit',
  'walls',
  'log',
  'jobs',
  'imports',
  'map',
  'practice',
];

/** `/admin`: accounts, tokens, devices, doors, the log, jobs, master data. */
export function AdminScreen() {
  const { t } = useTranslation('admin');
  return (
    <ConsoleShell
      screen="admin"
      roles={['admin', 'security', 'auditor']}
      keys={[{ keys: 'J K', label: t('keys.walk') }]}
    >
      <Administration />
    </ConsoleShell>
  );
}

function Administration() {
  const { t } = useTranslation('admin');
  const [tab, setTab] = useSearchParam('tab');
  const shown = tabIds.find((id) => id === tab) ?? 'accounts';
  return (
    <div className="h-full p-gutter">
      <Tabs
        label={t('tab.label')}
        className="h-full bg-bg-1"
        value={shown}
        onChange={(id) => setTab(id === 'accounts' ? undefined : id)}
        items={tabIds.map((id) => {
          const Content = tabs[id];
          // Only the open tab asks the server.
          return { id, label: t(`tab.${id}`), content: id === shown ? <Content /> : null };
        })}
      />
    </div>
  );
}
