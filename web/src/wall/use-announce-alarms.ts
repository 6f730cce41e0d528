import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { causeWords } from '../pillars/monitoring/selectors/cause-words.ts';
import { useCounty } from '../plumbing/county/county-store.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { useAnnouncer } from '../ui/feedback/live-regions.tsx';

/** Tells screen readers of new alarms: red and orange at once (at most one in 5 s), milder ones when there is a pause. */
export function useAnnounceAlarms(): void {
  const announcer = useAnnouncer();
  const county = useCounty();
  const { t } = useTranslation(['monitoring', 'rescue']);
  useEffect(() => {
    let last = useLive.getState().recent[0]?.seq ?? 0;
    return useLive.subscribe(({ recent }, before) => {
      if (recent === before.recent) return;
      const fresh = recent.filter(({ seq }) => seq > last).reverse();
      last = recent[0]?.seq ?? last;
      for (const envelope of fresh) {
        if (envelope.type !== 'AlarmRaised') continue;
        const { event } = parseEvent(envelope);
        if (event.type !== 'AlarmRaised') continue;
        const { title, detail } = causeWords(event.body.cause, county, t);
        const level = t(`monitoring:priority.${event.body.priority}`);
        announcer.say(`${level} ${title} ${detail}`, event.body.priority <= 2 ? 'assertive' : 'polite');
      }
    });
  }, [announcer, county, t]);
}
