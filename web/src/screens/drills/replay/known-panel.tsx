import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { useTranslation } from 'react-i18next';
import { causeWords } from '../../../pillars/monitoring/selectors/cause-words.ts';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { formatTime } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { Item, Party, Standing } from './known.ts';

/** What each had been told and had answered by this moment; a gap is boxed. */
export function KnownPanel({ parties }: { parties: readonly Party[] }) {
  const { t } = useTranslation('drill');
  const head = useHeads();
  return (
    <Panel className="h-full" title={t('replay.known.title')} meta={t('replay.known.how')}>
      <div className="h-full overflow-auto">
        {parties.length === 0 ? <p className="m-0 p-pad text-ink-2">{t('replay.known.none')}</p> : null}
        {parties.map((party) => {
          const { name, where } = head(party);
          return (
            <section key={party.id} className="px-pad py-2 border-b border-hairline">
              <h3 className="m-0 flex gap-3 text-body font-medium">
                {name}
                <span className="ml-auto text-meta font-normal text-ink-3 text-right whitespace-nowrap">{where}</span>
              </h3>
              <ul className="m-0 p-0 list-none grid gap-1 pt-1">
                {party.items.map((item) => (
                  <Row key={keyOf(item)} item={item} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Panel>
  );
}

function keyOf(item: Item): string {
  switch (item.about) {
    case 'alarm':
      return item.alarm.id;
    case 'order':
      return item.order.id;
    case 'call':
      return item.call.id;
    case 'report':
      return `${item.report.id} ${item.by}`;
    default:
      return item satisfies never;
  }
}

const dot: Readonly<Record<Standing, string>> = {
  knows: 'bg-ink-2 border-ink-2',
  told: 'border-ink-2 bg-[linear-gradient(90deg,var(--text-2)_50%,transparent_50%)]',
  gap: 'border-dashed border-ink-1',
};

function Row({ item }: { item: Item }) {
  const { t } = useTranslation('drill');
  const { text, proof } = useItemWords()(item);
  const gap = item.standing === 'gap';
  return (
    <li
      className={`flex items-start gap-2 min-w-0 ${gap ? 'border border-ink-1 rounded-chip px-2 -mx-2 font-medium' : ''}`}
    >
      <span
        role="img"
        aria-label={t(`replay.known.${item.standing}`)}
        className={`block size-2.5 mt-[0.35em] shrink-0 rounded-full border ${dot[item.standing]}`}
      />
      {/* Beside what it proves where there is room; else below, so that both are read whole. */}
      <span className="flex flex-wrap flex-1 min-w-0 items-baseline gap-x-2 leading-[1.35]">
        <span className="min-w-0 break-words">{text}</span>
        <span className={`ml-auto text-meta leading-[1.35] whitespace-nowrap ${gap ? '' : 'text-ink-3 font-normal'}`}>
          <time dateTime={new Date(item.atMs).toISOString()}>{formatTime(item.atMs)}</time> {proof}
        </span>
      </span>
    </li>
  );
}

function useHeads(): (party: Party) => { name: string; where: string } {
  const { t } = useTranslation(['drill', 'release']);
  const county = useCounty();
  return ({ who }) => {
    switch (who.kind) {
      case 'duty': {
        const names = who.officers.map((id) => county.persons.get(id)?.name ?? id).join(' ');
        return { name: t('drill:replay.known.duty', { names }), where: t('drill:replay.known.atDesk') };
      }
      case 'team': {
        const team = county.teams.get(who.team);
        const leader = county.persons.get(team?.leader ?? '')?.name ?? '';
        return {
          name: t('drill:replay.known.team', { team: team?.name ?? who.team, leader }),
          where: t('drill:replay.known.onPhone'),
        };
      }
      case 'villages':
        return {
          name: t('drill:replay.known.villages'),
          where: t('drill:replay.known.answered', { answered: who.answered, called: who.called }),
        };
      case 'city':
        return { name: t('drill:replay.known.city'), where: t('drill:replay.known.reported') };
      default:
        return who satisfies never;
    }
  };
}

/** What it was about, and what proves that it arrived. */
function useItemWords(): (item: Item) => { text: string; proof: string } {
  const { t } = useTranslation(['drill', 'release', 'rescue']);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  return (item) => {
    switch (item.about) {
      case 'alarm':
        return {
          text: causeWords(item.alarm.cause, county, causeT).title,
          proof: t(item.standing === 'knows' ? 'drill:replay.known.acked' : 'drill:replay.known.unacked'),
        };
      case 'order': {
        const { number, content, status } = item.order;
        return {
          text: `${shownNumber('D', number)} ${content.destination.name} ${content.task}`,
          proof: t(`rescue:orderStatus.${status}`),
        };
      }
      case 'call': {
        const { person, place, duty, attempts } = item.call;
        const who = county.persons.get(person)?.name ?? person;
        return {
          text: `${county.divisionName(place)} ${t(`release:duty.${duty}`)} ${who}`,
          proof: t('drill:replay.known.silent', { n: attempts.length }),
        };
      }
      case 'report':
        return {
          text: t(`drill:replay.known.${item.by}`, { number: item.report.number }),
          proof: t(item.standing === 'gap' ? 'drill:replay.known.unreported' : 'drill:replay.known.told'),
        };
      default:
        return item satisfies never;
    }
  };
}
