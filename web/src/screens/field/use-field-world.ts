import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { countyNow, loadCounty } from '../../plumbing/county/county-store.ts';
import { basicsOf, type CountyBasics } from '../../plumbing/outbox/county-basics.ts';
import type { FieldDatabase } from '../../plumbing/outbox/field-database.ts';
import { keepValue, keptValue } from '../../plumbing/outbox/kept.ts';
import { useFieldLive } from './field-live.ts';
import type { FieldWorld } from './field-world.ts';

/** Both were written by this page under a key with the protocol's version; only their outline is checked. */
const WorldSchema = z.custom<FieldWorld>(
  (v) => typeof v === 'object' && v !== null && 'orders' in v && 'calls' in v && 'toSign' in v,
);
const BasicsSchema = z.custom<CountyBasics>(
  (v) => typeof v === 'object' && v !== null && 'villages' in v && 'contacts' in v,
);

const keyOf = (what: string, ...parts: readonly string[]): string => [what, PROTOCOL_VERSION, ...parts].join('/');

export interface KeptWorld {
  world: FieldWorld | undefined;
  /** The newest world that lies in this device's storage. */
  stored: FieldWorld | undefined;
  looked: 'looking' | 'looked';
}

/** The live world narrowed to this person; before the first snapshot, and without a line, the one kept. */
export function useFieldWorld(session: SessionInfo, worldId: string, database: FieldDatabase): KeptWorld {
  const live = useFieldLive((lane) => lane.world);
  const key = keyOf('world', worldId, session.person);
  const [kept, setKept] = useState<{ world: FieldWorld | undefined; looked: KeptWorld['looked'] }>({
    world: undefined,
    looked: 'looking',
  });
  const [stored, setStored] = useState<FieldWorld>();
  useEffect(() => {
    keptValue(database, key).then(
      (value) => setKept({ world: WorldSchema.safeParse(value).data, looked: 'looked' }),
      (error: unknown) => {
        console.warn('what this phone kept cannot be read', error);
        setKept({ world: undefined, looked: 'looked' });
      },
    );
  }, [database, key]);
  useEffect(() => {
    if (live === undefined) return;
    void keepValue(database, key, live).then((result) => {
      if (result === 'stored') setStored(live);
    });
  }, [live, database, key]);
  return { world: live ?? kept.world, stored, looked: kept.looked };
}

/** County basics: kept ones at once, fresh ones when the server is there. */
export function useBasics(
  session: SessionInfo,
  line: 'live' | 'away',
  database: FieldDatabase,
): CountyBasics | undefined {
  const [basics, setBasics] = useState<CountyBasics>();
  const key = keyOf('basics', session.person);
  useEffect(() => {
    keptValue(database, key).then(
      (value) => {
        const parsed = BasicsSchema.safeParse(value);
        if (parsed.success) setBasics((before) => before ?? parsed.data);
      },
      (error: unknown) => console.warn('the county kept on this phone cannot be read', error),
    );
  }, [database, key]);
  useEffect(() => {
    if (line !== 'live') return;
    loadCounty().then(
      () => {
        const county = countyNow();
        if (county === undefined) return;
        const fresh = basicsOf(county.data, session.teams);
        setBasics(fresh);
        void keepValue(database, key, fresh);
      },
      (error: unknown) => console.warn('the county could not be fetched; the kept one is shown', error),
    );
  }, [line, database, key, session.teams]);
  return basics;
}
