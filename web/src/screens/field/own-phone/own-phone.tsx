import { deviceKindOf } from '@sitong/shared/kernel/idle.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolPhone } from '../../../plumbing/device/enrol.ts';
import { WAITING_MARK } from '../../../plumbing/device/phone-marks.ts';
import type { Outbox } from '../../../plumbing/outbox/outbox.ts';
import { countWaiting } from '../../../plumbing/outbox/outbox-model.ts';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { deviceName } from '../device.ts';
import { useField } from '../field-context.tsx';
import { phoneDatabase } from '../phone-database.ts';
import { useEnrolment } from './enrolment.ts';

/** Keeps this phone its person's own, beside the page: enrolled, with nothing of others on it. Shows nothing. */
export function OwnPhone() {
  const { session, line, outbox } = useField();
  useEnrol(session, line.kind);
  useWaitingTold(outbox);
  useLostTold();
  useOwnAlone(session.person);
  return null;
}

/**
 * By its person's work, or by the finger it is touched with: a commander signs on a phone too. A desk that looks at this
 * page once keeps its session as it is, because files that a desk opens by their address could carry no proof.
 */
function isPhone({ roles }: SessionInfo): boolean {
  return deviceKindOf(roles) === 'phone' || window.matchMedia('(pointer: coarse)').matches;
}

function useEnrol(session: SessionInfo, line: 'live' | 'away'): void {
  const phone = isPhone(session);
  // Signing in again, on this page or as another, begins with a session that is not bound.
  useEffect(() => () => useEnrolment.setState({ bound: undefined }), []);
  useEffect(() => {
    if (!phone) useEnrolment.setState({ bound: { kind: 'off', why: 'desk' } });
    if (!phone || line === 'away' || useEnrolment.getState().bound?.kind === 'bound') return;
    enrolPhone(deviceName()).then(
      (bound) => useEnrolment.setState({ bound }),
      (error: unknown) =>
        console.warn('this phone could not be enrolled now; with the next line it is tried again', error),
    );
  }, [phone, line]);
}

/** Written down for the next proof: what an administrator is told before this phone is ordered to clear itself. */
function useWaitingTold(outbox: Outbox): void {
  useEffect(() => {
    const tell = (): void => {
      const { items, photos } = outbox.current();
      localStorage.setItem(WAITING_MARK, `${countWaiting(items)}.${photos.length}`);
    };
    tell();
    return outbox.subscribe(tell);
  }, [outbox]);
}

/** Says once what this phone could no longer open, because its key was gone, and dropped. */
function useLostTold(): void {
  const { t } = useTranslation('phone');
  useEffect(() => {
    const count = phoneDatabase.lost();
    if (count > 0) showNotice({ kind: 'fault', title: t('device.lost', { count }) });
  }, [t]);
}

/** Drops what this phone kept for another person, and what an older page kept in a shape of its own; acts stay. */
function useOwnAlone(person: string): void {
  useEffect(() => {
    const own = (key: string): boolean =>
      key.startsWith('way/') || (key.split('/')[1] === PROTOCOL_VERSION && key.endsWith(`/${person}`));
    phoneDatabase
      .keepOnly(own)
      .catch((error: unknown) => console.warn('what others left on this phone stays for now', error));
  }, [person]);
}
