import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { formatDistance } from '../../../ui/format/number.ts';
import { formatMoment } from '../../../ui/format/time.ts';
import { figureOrder, sourceWord } from '../panels/incident-header.tsx';

/** Two incidents fact by fact, so that one can say whether they are one (ux.md §5, D). Facts that differ are set off. */
export function SideBySide({ incidents }: { incidents: readonly [Incident, Incident] }) {
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const clock = useClock();
  const [one, other] = incidents;
  const moment = (at: string): string => formatMoment(Date.parse(at), clock.now());
  const told = figureOrder.filter((figure) => incidents.some(({ figures }) => figures[figure] !== undefined));
  const facts: readonly (readonly [label: string, fact: (incident: Incident) => string])[] = [
    [t('list.status'), ({ status }) => t(`command:incidentStatus.${status}`)],
    [t('list.grade'), ({ grade }) => t(`command:grade.${grade}`)],
    [t('list.place'), ({ place, division }) => `${place.name} ${county.divisionName(`${division.slice(0, 9)}000`)}`],
    [t('list.reported'), ({ reportedAt, source }) => `${moment(reportedAt)} ${sourceWord(source.kind, t)}`],
    [t('list.owner'), ({ owner }) => county.persons.get(owner)?.name ?? owner],
    ...told.map((figure) => {
      const fact = ({ figures }: Incident): string => String(figures[figure]?.value ?? t('figures.unknown'));
      return [t(`command:figure.${figure}`), fact] as const;
    }),
  ];
  return (
    <table className="w-full border-collapse text-left text-body">
      <caption className="pb-1 text-left text-meta text-ink-2">
        {t('act.apart', { distance: formatDistance(distanceM(one.place.point, other.place.point)) })}
      </caption>
      <thead className="text-meta text-ink-3">
        <tr>
          <td />
          {incidents.map(({ id, number }) => (
            <th key={id} scope="col" className="font-normal py-1 pr-4">
              {shownNumber('I', number)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {facts.map(([label, fact]) => {
          const differs = fact(one) !== fact(other);
          return (
            <tr key={label} className="border-t border-row-line">
              <th scope="row" className="font-normal text-ink-2 py-1 pr-4 whitespace-nowrap">
                {label}
              </th>
              {incidents.map((incident) => (
                <td key={incident.id} className={`py-1 pr-4 ${differs ? 'font-medium' : 'text-ink-2'}`}>
                  {fact(incident)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
