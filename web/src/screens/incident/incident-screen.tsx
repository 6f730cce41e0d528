import { useParams } from '@tanstack/react-router';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { ClosedRoom } from './closed-room.tsx';
import { IncidentRoom } from './incident-room.tsx';

export function IncidentScreen() {
  const { t } = useTranslation('incident');
  const { id = '' } = useParams({ strict: false });
  return (
    <ConsoleShell
      screen="incidents"
      positions="on"
      heading="own"
      keys={[
        { keys: 'F9', label: t('keys.note') },
        { keys: 'J K', label: t('keys.walk') },
        { keys: 'F6', label: t('keys.pane') },
        { keys: 'Ctrl+Enter', label: t('keys.send') },
      ]}
    >
      <Room id={id} />
    </ConsoleShell>
  );
}

function Room({ id }: { id: string }) {
  const { t } = useTranslation(['incident', 'common']);
  const world = useLive((live) => live.world);
  const incident = useWorldState((state) => state.command.incidents[id]);
  if (incident !== undefined) return <IncidentRoom incident={incident} />;
  return (
    <div className="grid grid-rows-[auto_minmax(0,1fr)] h-full">
      <h1 className="sr-only">{t('common:screen.incident')}</h1>
      <p className="m-0 px-pad py-3 flex gap-4 bg-bg-2 border-b border-hairline">
        <span>{t('closed.sentence')}</span>
        <Link className="underline" href={inWorld(paths.incidents, world)}>
          {t('closed.back')}
        </Link>
      </p>
      <ClosedRoom id={id} />
    </div>
  );
}
