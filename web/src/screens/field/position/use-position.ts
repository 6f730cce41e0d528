import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useEffect, useRef, useState } from 'react';
import { batteryPct } from '../device.ts';
import { tellPosition } from './position-line.ts';
import type { PositionNow } from './position-now.ts';
import { isDue, type PhoneFix } from './position-policy.ts';

const OFF_BY_CODE: Readonly<Record<number, 'denied' | 'unavailable'>> = { 1: 'denied', 2: 'unavailable' };

function fixOfBrowser({ coords, timestamp }: GeolocationPosition): PhoneFix {
  const { longitude, latitude, accuracy, speed, heading } = coords;
  return {
    lon: longitude,
    lat: latitude,
    atMs: timestamp,
    accuracyM: Math.round(accuracy),
    speedKmh: speed === null || Number.isNaN(speed) ? undefined : Math.min(500, speed * 3.6),
    courseDeg: heading === null || Number.isNaN(heading) ? undefined : heading,
  };
}

async function tell(fix: PhoneFix): Promise<'told' | 'no_line'> {
  const battery = await batteryPct();
  return tellPosition({
    lon: fix.lon,
    lat: fix.lat,
    accuracyM: fix.accuracyM,
    observedAt: toTimestamp(fix.atMs),
    ...(fix.speedKmh === undefined ? {} : { speedKmh: fix.speedKmh }),
    ...(fix.courseDeg === undefined ? {} : { courseDeg: fix.courseDeg }),
    ...(battery === undefined ? {} : { batteryPct: battery }),
  });
}

/**
 * Follows the phone's position while the page is on screen and tells it 10 s moving, 60 s at rest. Without a line
 * only the newest is kept: where the phone was an hour ago must not look like where it is.
 */
export function usePosition(line: 'live' | 'away'): PositionNow {
  const [now, setNow] = useState<PositionNow>({ kind: 'waiting' });
  const told = useRef<PhoneFix>(undefined);
  const newest = useRef<PhoneFix>(undefined);
  useEffect(() => {
    if (!window.isSecureContext) return setNow({ kind: 'off', why: 'insecure' });
    if (!('geolocation' in navigator)) return setNow({ kind: 'off', why: 'unsupported' });
    const watch = navigator.geolocation.watchPosition(
      (position) => {
        const fix = fixOfBrowser(position);
        newest.current = fix;
        // Shown, and good for a report, before anything is told: the battery's answer may be late, or never come.
        setNow({ kind: 'fix', fix, told: told.current ? 'told' : 'kept' });
        if (!isDue(told.current, fix)) return;
        void tell(fix).then((result) => {
          if (result !== 'told') return;
          told.current = fix;
          setNow((now) => (now.kind === 'fix' ? { ...now, told: 'told' } : now));
        });
      },
      ({ code }) => {
        const why = OFF_BY_CODE[code];
        // A time-out says only that the next fix is late; an old one goes on being shown with its age.
        if (why !== undefined)
          setNow((before) => (before.kind === 'fix' && why !== 'denied' ? before : { kind: 'off', why }));
      },
      { enableHighAccuracy: true, maximumAge: 5000, timeout: 30_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, []);
  useEffect(() => {
    const fix = newest.current;
    if (line !== 'live' || fix === undefined || fix === told.current) return;
    void tell(fix).then((result) => {
      if (result !== 'told') return;
      told.current = fix;
      setNow((now) => (now.kind === 'fix' ? { ...now, told: 'told' } : now));
    });
  }, [line]);
  return now;
}
