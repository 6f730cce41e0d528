import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { causeWords } from '../pillars/monitoring/selectors/cause-words.ts';
import { useCounty } from '../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../plumbing/live/live-store.ts';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/clock/countdown.tsx';
import { Banner } from '../ui/feedback/banner.tsx';
import { withQuery } from './with-query.ts';

/** A red alarm nobody acknowledged in its first half minute stands across every console (MON-8). */
export function RedBanner() {
  const { t } = useTranslation(['duty', 'monitoring', 'rescue']);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const navigate = useNavigate();
  const county = useCounty();
  const world = useLive((live) => live.world);
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const escalated = Object.values(alarms)
    .filter(
      ({ status, priority, escalated: step, shelved }) =>
        status === 'unacked' && priority === 1 && step !== 'none' && shelved === undefined,
    )
    .sort((a, b) => Date.parse(a.changedAt) - Date.parse(b.changedAt));
  const [first] = escalated;
  if (first === undefined) return null;
  const { title, detail } = causeWords(first.cause, county, causeT);
  return (
    <Banner
      level={1}
      blinking
      title={title}
      detail={escalated.length > 1 ? t('duty:banner.more', { detail, count: escalated.length - 1 }) : detail}
      actions={
        <>
          <span className="text-level-1 font-medium">
            {t('duty:banner.unacked')} <Elapsed sinceMs={Date.parse(first.changedAt)} />
          </span>
          <Button onPress={() => void navigate({ to: withQuery(paths.duty, world, { alarm: first.id }) })}>
            {t('duty:banner.see')}
          </Button>
        </>
      }
    />
  );
}
