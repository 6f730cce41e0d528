import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { DivisionRow } from '@sitong/shared/kernel/master/people.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { formatNumber } from '../../ui/format/number.ts';
import { useThemeOnScreen } from '../../ui/theme-context.tsx';
import { nearestVillage } from './nearest-village.ts';
import { pickTool } from './pick-tool.ts';
import { SituationMap } from './situation-map.tsx';
import { useReturnFocus } from './use-return-focus.ts';

const padding = { top: 24, right: 24, bottom: 24, left: 24 } as const;
const deskRootPx = 16;

/** A place by a click on the map, or with arrow keys and space; Esc leaves everything as it was. */
export function PointPicker(props: {
  /** Picked before. */
  point: Point | undefined;
  onClose: () => void;
  onTake: (point: Point, village: DivisionRow | undefined) => void;
}) {
  const { onClose, onTake } = props;
  const { t } = useTranslation(['duty', 'ui']);
  const county = useCounty();
  const theme = useThemeOnScreen();
  useReturnFocus();
  const [picked, setPicked] = useState(props.point);
  const [middle, setMiddle] = useState<Point>();
  const tool = useMemo(() => pickTool(setPicked, setMiddle), []);
  const village = picked === undefined ? undefined : nearestVillage(picked, county);
  return (
    <Dialog
      open
      onClose={onClose}
      kind="wide"
      title={t('duty:pick.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id: 'place.take',
              key: 'Ctrl+Enter',
              labelKey: 'duty:pick.take',
              enabledWhen: () =>
                picked === undefined ? { enabled: false, reason: t('duty:pick.nothing') } : { enabled: true },
              run: () => {
                if (picked !== undefined) onTake(picked, village?.row);
              },
            }}
          />
        </>
      }
    >
      <div className="grid h-full grid-rows-[minmax(0,1fr)_auto] gap-3">
        <SituationMap
          surface="desk"
          theme={theme}
          rootPx={deskRootPx}
          padding={padding}
          fit="county"
          tool={tool}
          {...(picked === undefined ? {} : { selected: picked })}
        >
          <Crosshair />
        </SituationMap>
        <div className="grid gap-1">
          <p className="m-0 text-meta text-ink-2">
            {t('duty:pick.how')}
            {middle === undefined ? null : (
              <span className="ml-4 tabular-nums">{t('duty:pick.middle', { at: degrees(middle) })}</span>
            )}
          </p>
          <p role="status" className="m-0 min-h-[1.5em] text-row font-medium tabular-nums">
            {picked === undefined ? null : (
              <>
                {t('duty:pick.picked', { at: degrees(picked) })}
                <span className="ml-4">
                  {village === undefined
                    ? null
                    : t(`duty:pick.${village.how}`, {
                        village: village.row.name,
                        town: county.divisionName(`${village.row.code.slice(0, 9)}000`),
                        km: formatNumber(village.distanceM / 1000, 1),
                      })}
                </span>
              </>
            )}
          </p>
        </div>
      </div>
    </Dialog>
  );
}

function degrees({ lon, lat }: Point): string {
  return `${lon.toFixed(5)}, ${lat.toFixed(5)}`;
}

/** Where the space bar picks. */
function Crosshair() {
  return (
    <svg
      viewBox="-16 -16 32 32"
      className="pointer-events-none absolute inset-0 m-auto size-8"
      aria-hidden="true"
      fill="none"
    >
      <path d="M-15 0h10M5 0h10M0-15v10M0 5v10" stroke="var(--bg-0)" strokeWidth={5} />
      <path d="M-15 0h10M5 0h10M0-15v10M0 5v10" stroke="var(--text-1)" strokeWidth={2} />
    </svg>
  );
}
