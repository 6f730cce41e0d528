import { useTranslation } from 'react-i18next';
import { placeName } from '../../plumbing/outbox/county-basics.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useField } from './field-context.tsx';

/** Whose phone this is and how sure its place is. */
export function FieldHeader({ onMenu }: { onMenu: () => void }) {
  const { session, basics } = useField();
  const { t } = useTranslation('field');
  const team = basics.teams[0];
  const home = session.division === undefined ? '' : placeName(basics, session.division);
  return (
    <header className="flex min-h-13 items-center pr-2 pl-5">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
        <h1 className="m-0 text-key font-medium">{team?.name ?? session.name}</h1>
        <span className="text-ink-2">{team === undefined ? home : session.name}</span>
        <span className="ml-auto flex-none text-right text-meta text-ink-2">
          <PositionAge />
        </span>
      </div>
      <button
        type="button"
        className="field-button flex-none border-transparent px-0"
        onClick={onMenu}
        aria-label={t('menu.open')}
      >
        <svg viewBox="0 0 16 16" className="size-5" fill="currentColor" aria-hidden="true">
          <path d="M2 3.2h12v1.6H2zM2 7.2h12v1.6H2zM2 11.2h12v1.6H2z" />
        </svg>
      </button>
    </header>
  );
}

function PositionAge() {
  const { position } = useField();
  const { t } = useTranslation('field');
  const { span } = useFormat();
  useNow();
  switch (position.kind) {
    case 'waiting':
      return t('position.waiting');
    case 'off':
      return <span className="text-fault">{t(`position.off.${position.why}`)}</span>;
    case 'fix':
      return t('position.fix', {
        span: span(Math.max(0, Date.now() - position.fix.atMs)),
        accuracy: position.fix.accuracyM,
      });
    default:
      return position satisfies never;
  }
}
