import type { TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatTime } from '../../../ui/format/time.ts';
import { ActButton } from '../act-button.tsx';
import { useField } from '../field-context.tsx';
import { HelpButton } from '../help-button.tsx';
import { HelpSheet } from '../sheets.tsx';
import { useOrderActs } from './use-order-acts.ts';

/** No order: says that this is normal, when it was last checked, and in which state the team stands. */
export function IdleTeamCard({ team }: { team: TeamRow }) {
  const { t } = useTranslation(['field', 'rescue']);
  const { world, line } = useField();
  const now = useNow();
  const status = world.team?.status ?? 'available';
  return (
    <section className="grid gap-2 rounded-phone border border-hairline bg-bg-1 px-4 py-5">
      <h2 className="m-0 text-title font-medium">{t('field:idle.team')}</h2>
      <p className="m-0 text-row text-ink-2">{t('field:idle.status', { status: t(`rescue:teamStatus.${status}`) })}</p>
      <p className="m-0 text-meta text-ink-3">
        {line.kind === 'live'
          ? t('field:idle.checked', { at: formatTime(now) })
          : t('field:idle.lastHeard', { at: formatTime(line.sinceMs) })}
      </p>
      <p className="m-0 text-meta text-ink-3">
        {t('field:idle.crew', { members: team.members, vehicles: team.vehicles })}
      </p>
    </section>
  );
}

export function IdleTeamPad({ team, onReport }: { team: TeamRow; onReport: () => void }) {
  const { t } = useTranslation('field');
  const { world } = useField();
  const act = useOrderActs(team.id);
  const [sheet, setSheet] = useState<'none' | 'help'>('none');
  const status = world.team?.status ?? 'available';
  // 归建 ends the order's card: its last step, being ready again, is told from here.
  const resting = status === 'off_duty' || status === 'returned';
  const free = status === 'available' || resting;
  return (
    <>
      <ActButton label={t('report.open')} note={t('report.openNote')} look="primary" onPress={onReport} />
      <div className="grid grid-cols-2 gap-gap-action">
        {free ? (
          <ActButton
            label={resting ? t('idle.onDuty') : t('idle.offDuty')}
            note={resting ? t('idle.onDutyNote') : t('idle.offDutyNote')}
            look="ready"
            onPress={() => void act.duty(resting ? 'available' : 'off_duty')}
          />
        ) : (
          <ActButton label={t('idle.offDuty')} note={t('idle.notFree')} look="off" />
        )}
        <HelpButton onTap={() => setSheet('help')} onHold={() => void act.help('sos', '')} />
      </div>
      {sheet === 'help' ? (
        <HelpSheet
          open
          onClose={() => setSheet('none')}
          onHelp={(kind, text) => void act.help(kind, text)}
          declinable={undefined}
          onDecline={() => undefined}
        />
      ) : null}
    </>
  );
}
