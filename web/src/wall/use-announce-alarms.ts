import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { causeWords } from '../pillars/monitoring/selectors/cause-words.ts';
import { useCounty } from '../plumbing/county/county-store.ts';
import { type LiveState, useLive } from '../plumbing/live/live-store.ts';
import { useAnnouncer } from '../ui/feedback/live-regions.tsx';
import { type Told, untold } from './alarm-voice.ts';

/** Of the tab and not of a screen: the next screen goes on where this one ended. */
let told: Told | undefined;

/** Tells screen readers of new alarms: red and orange at once (at most one in 5 s), milder ones when there is a pause. */
export function useAnnounceAlarms(): void {
  const announcer = useAnnouncer();
  const county = useCounty();
  const { t } = useTranslation('wall');
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  useEffect(() => {
    const tell = ({ world, replica }: LiveState): void => {
      // A connection that has no copy yet knows of no alarm; that is no word on what stands.
      if (replica.seq === null) return;
      const news = untold(told, world, Object.values(replica.state.monitoring.alarms));
      told = news.told;
      for (const { cause, priority } of news.fresh) {
        const { title, detail } = causeWords(cause, county, causeT);
        announcer.say(t(`newAlarm.${priority}`, { title, detail }), priority <= 2 ? 'assertive' : 'polite');
      }
    };
    tell(useLive.getState());
    return useLive.subscribe((now, before) => {
      const { alarms } = now.replica.state.monitoring;
      if (alarms !== before.replica.state.monitoring.alarms || now.world !== before.world) tell(now);
    });
  }, [announcer, county, t, causeT]);
}
