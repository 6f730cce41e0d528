import { useTranslation } from 'react-i18next';
import { dutyRoom } from '../../plumbing/outbox/county-basics.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatTime } from '../../ui/format/time.ts';
import { ActButton } from './act-button.tsx';
import { useField } from './field-context.tsx';
import type { FieldLine } from './field-line.ts';
import { ToSignCard } from './sheets.tsx';

/** Nobody calls: says that this is normal and when it was last checked. */
export function IdleOfficerCard() {
  const { line, world } = useField();
  const now = useNow();
  const { warnings, responses, reports } = world.toSign;
  const waits = warnings.length + responses.length + reports.length > 0;
  return (
    <>
      {/* Always in this place: the sheet of what has just been signed stays open when nothing waits any more. */}
      <ToSignCard />
      {waits ? null : <Nothing now={now} line={line} />}
    </>
  );
}

function Nothing({ now, line }: { now: number; line: FieldLine }) {
  const { t } = useTranslation('field');
  return (
    <section className="grid gap-2 rounded-phone border border-hairline bg-bg-1 px-4 py-5">
      <h2 className="m-0 text-title font-medium">{t('idle.officer')}</h2>
      <p className="m-0 text-ink-2">{t('idle.officerNote')}</p>
      <p className="m-0 text-meta text-ink-3">
        {line.kind === 'live'
          ? t('idle.checked', { at: formatTime(now) })
          : t('idle.lastHeard', { at: formatTime(line.sinceMs) })}
      </p>
    </section>
  );
}

export function IdleOfficerPad({ onReport }: { onReport: () => void }) {
  const { t } = useTranslation('field');
  const { basics, session } = useField();
  const room = dutyRoom(basics, session.division ?? basics.county);
  return (
    <>
      <ActButton label={t('report.open')} note={t('report.openNote')} look="primary" onPress={onReport} />
      {room === undefined ? null : (
        <a className="field-act" data-look="ready" href={`tel:${room.phone}`}>
          <span data-act-label className="text-key font-medium">
            {t('task.call')}
          </span>
          <span className="text-meta">{room.name}</span>
        </a>
      )}
    </>
  );
}
