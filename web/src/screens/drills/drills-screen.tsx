import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SplitPanes } from '../../ui/split-panes.tsx';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { useMay } from '../../wall/use-act.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { useDrillNews, useDrills } from './drill-data.ts';
import { DrillDetail } from './drill-detail.tsx';
import { DrillTable } from './drill-table.tsx';
import { stateOf } from './query-state.ts';
import { SpanDialog } from './replay/span-dialog.tsx';
import { StartDrill } from './start-drill.tsx';

/** `/drills`: begin a drill, steer its clock, take its calls, enter it, end it. */
export function DrillsScreen() {
  const { t } = useTranslation('drill');
  return (
    <ConsoleShell
      screen="drills"
      keys={[
        { keys: 'J K', label: t('keys.walk') },
        { keys: 'Alt+N', label: t('keys.start') },
      ]}
    >
      <Drills />
    </ConsoleShell>
  );
}

function Drills() {
  const { t } = useTranslation('drill');
  const may = useMay();
  useDrillNews();
  const drills = useDrills();
  const [starting, setStarting] = useState<'no' | 'yes' | 'span'>('no');
  const [chosen, choose] = useSearchParam('drill');
  const rows = drills.data ?? [];
  const open = rows.filter(({ status }) => status !== 'closed').length;
  const selected = rows.find(({ world }) => world === chosen) ?? rows[0];
  return (
    <div className="h-full p-gutter">
      <SplitPanes
        panes={[
          {
            id: 'drills',
            content: (
              <Panel
                className="h-full"
                title={t('heading')}
                meta={t('count', { count: rows.length, open })}
                state={stateOf(drills, { what: t('failed'), stillWorks: t('failedStill') })}
                actions={
                  <>
                    <Button onPress={() => setStarting('span')}>{t('replay.live.open')}</Button>
                    <ActionButton
                      kind="primary"
                      action={{
                        id: 'drill.start',
                        key: 'Alt+N',
                        labelKey: 'drill:start',
                        enabledWhen: () => may('EndDrill'),
                        run: () => setStarting('yes'),
                      }}
                    />
                  </>
                }
              >
                {drills.data === undefined ? null : (
                  <DrillTable drills={rows} selected={selected?.world ?? null} onSelect={choose} />
                )}
              </Panel>
            ),
          },
          { id: 'detail', size: 500, content: <DrillDetail drill={selected} /> },
        ]}
      />
      {starting === 'yes' ? <StartDrill onClose={() => setStarting('no')} onStarted={choose} /> : null}
      {starting === 'span' ? <SpanDialog onClose={() => setStarting('no')} /> : null}
    </div>
  );
}
