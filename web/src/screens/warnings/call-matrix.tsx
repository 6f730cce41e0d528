import { CallFactSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import type { CallBoard, TownColumn, VillageRow, VillageStanding } from '../../pillars/release/selectors/call-board.ts';
import { CellMark, FiveCells } from '../../ui/five-cells.tsx';
import { formatTime } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { useNames } from './use-names.ts';

const FACTS = CallFactSchema.options;
/** Who speaks for a town, first of all; keepers of dams and slopes last. */
const LEADERS: readonly Call['duty'][] = ['town_secretary', 'town_mayor', 'town_duty', 'keeper'];

/** Below the height of a desk, and under the upright words of English, more villages stand in view. */
const DENSE = 'lang-en:[--row-matrix:1.9375rem] [@media(max-height:60rem)]:[--row-matrix:1.9375rem]';
/** The same three places in the heads and in the rows. */
const LINE = 'flex items-center gap-3 max-2xl:gap-1.5';
const NAME = 'w-[5.5em] max-2xl:w-[4.05em] shrink-0';

/** Villages by town, five facts each; two towns stand side by side, further ones below. */
export function CallMatrix({ board, onRecord }: { board: CallBoard; onRecord: (call: Call) => void }) {
  const { t } = useTranslation(['warning', 'release']);
  const { people } = board;
  const acting = board.towns.reduce((sum, town) => sum + town.acting, 0);
  const done = board.towns.reduce((sum, town) => sum + town.done, 0);
  const answeredAbove = board.county.filter(({ facts }) => facts.answered !== undefined).length;
  return (
    <Panel
      title={t('warning:board.title')}
      className="flex-1"
      meta={
        <>
          <span>{t('warning:board.called', { n: people.called })}</span>
          {(['delivered', 'answered', 'understood'] as const).map((fact) => (
            <span key={fact}>{t('warning:board.fact', { fact: t(`release:fact.${fact}`), n: people[fact] })}</span>
          ))}
          {/* On a narrow desk the towns below say it. */}
          <span className="max-2xl:hidden">{t('warning:board.villages', { acting, done })}</span>
          {board.county.length === 0 ? null : (
            <span>{t('warning:board.county', { answered: answeredAbove, of: board.county.length })}</span>
          )}
        </>
      }
      actions={
        <span className="flex items-center gap-4 max-2xl:gap-2.5" aria-hidden="true">
          {(
            [
              ['full', 'both'],
              ['half', 'one'],
              ['empty', 'none'],
              ['failed', 'failed'],
            ] as const
          ).map(([state, word]) => (
            <span key={state} className="flex items-center gap-1.5">
              <CellMark state={state} />
              {t(`warning:board.${word}`)}
            </span>
          ))}
        </span>
      }
    >
      <div
        data-matrix
        className={`grid h-full min-h-0 overflow-auto gap-x-px bg-hairline ${DENSE} ${
          board.towns.length === 1 ? '' : 'grid-cols-2 max-md:grid-cols-[minmax(0,1fr)]! max-md:auto-rows-[80dvh]'
        } ${board.towns.length > 2 ? 'auto-rows-[minmax(24rem,1fr)] gap-y-px' : ''}`}
      >
        {board.towns.map((town) => (
          <Town key={town.id} town={town} onRecord={onRecord} />
        ))}
        {board.towns.length % 2 === 1 ? <span className="bg-bg-1" /> : null}
      </div>
    </Panel>
  );
}

function Town({ town, onRecord }: { town: TownColumn; onRecord: (call: Call) => void }) {
  const { t } = useTranslation(['warning', 'release']);
  const names = useNames();
  return (
    <section className="flex flex-col min-h-0 bg-bg-1">
      <header className="flex flex-wrap items-baseline gap-x-3 px-pad max-2xl:px-2 py-1.5 max-2xl:py-1 border-b border-row-line">
        <h3 className="m-0 text-row font-medium whitespace-nowrap">{town.name}</h3>
        <span className="min-w-0 text-meta text-ink-2 leading-[1.3] max-2xl:hidden">
          {[...town.leaders]
            .sort((a, b) => LEADERS.indexOf(a.duty) - LEADERS.indexOf(b.duty))
            .slice(0, 1)
            .map((call) =>
              t(`warning:board.${leaderWord(call)}`, {
                duty: t(`release:duty.${call.duty}`),
                name: names.person(call.person),
              }),
            )
            .join('')}
        </span>
        <dl className="ml-auto m-0 flex flex-wrap gap-x-3 text-meta text-ink-2 whitespace-nowrap [&_dd]:m-0 [&_div]:flex [&_div]:gap-1">
          <div className="max-[88rem]:hidden! max-[140rem]:lang-en:hidden!">
            {t('warning:board.townCount', { n: town.villages.length })}
          </div>
          {(['acting', 'done', 'unanswered'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`warning:board.${what}`)}</dt>
              <dd className="text-row font-medium text-ink-1 leading-none self-center">{town[what]}</dd>
            </div>
          ))}
        </dl>
      </header>
      {/* An English word is wider than its cell: there the words stand upright over the cells. */}
      <div
        className={`${LINE} lang-en:items-end px-pad max-2xl:px-2 min-h-row-group max-2xl:min-h-6 lang-en:py-1 text-meta text-ink-3 border-b border-row-line`}
        aria-hidden="true"
      >
        <span className={`${NAME} text-body`}>
          <span className="text-meta">{t('warning:board.village')}</span>
        </span>
        <span className="inline-flex gap-1 text-body">
          {FACTS.map((fact) => (
            <span key={fact} className="grid justify-items-center w-[2.2em] max-2xl:w-[1.7em] whitespace-nowrap">
              <span className="text-mini lang-en:leading-none lang-en:rotate-180 lang-en:[writing-mode:vertical-rl]">
                {t(`warning:board.short.${fact}`)}
              </span>
            </span>
          ))}
        </span>
        <span className="flex-1 min-w-0">{t('warning:board.status')}</span>
        <span className="max-2xl:hidden">{t('warning:board.last')}</span>
      </div>
      <div className="flex-1 min-h-0">
        <DenseList
          label={town.name}
          rows={town.villages}
          rowHeight="matrix"
          onSelect={() => undefined}
          onAct={(id) => {
            const call = worstOf(town.villages.find((row) => row.id === id));
            if (call !== undefined) onRecord(call);
          }}
          textOf={(row) =>
            `${row.name} ${t(`warning:standing.${row.standing.kind}`, { ...row.standing, duty: '', n: '' })}`
          }
        >
          {(row) => <Village row={row} />}
        </DenseList>
      </div>
    </section>
  );
}

function leaderWord({
  facts,
  attempts,
}: Call): 'leaderActing' | 'leaderUnderstood' | 'leaderAnswered' | 'leaderCalling' | 'leaderSilent' {
  if (facts.acting !== undefined || facts.done !== undefined) return 'leaderActing';
  if (facts.understood !== undefined) return 'leaderUnderstood';
  if (facts.answered !== undefined) return 'leaderAnswered';
  return attempts.length < 2 ? 'leaderCalling' : 'leaderSilent';
}

/** Whom a record is most likely about: the one who has told least. */
export function worstOf(row: VillageRow | undefined): Call | undefined {
  return [...(row?.calls ?? [])].sort((a, b) => Object.keys(a.facts).length - Object.keys(b.facts).length)[0];
}

function Village({ row }: { row: VillageRow }) {
  const { t } = useTranslation('release');
  const silent = row.standing.kind === 'unanswered';
  const quiet = row.standing.kind === 'done' || row.standing.kind === 'no_feedback' || row.standing.kind === 'acting';
  return (
    // Into the row's own padding on narrow screens: what a village told has the room.
    <div className={`${LINE} flex-1 min-w-0 max-2xl:-mx-2`}>
      {silent ? <span className="absolute inset-0 bg-level-1-wash pointer-events-none" aria-hidden="true" /> : null}
      <span className={`relative ${NAME} truncate text-body`} title={row.name}>
        {row.name}
      </span>
      <span className="relative">
        <FiveCells cells={FACTS.map((fact) => ({ id: fact, label: t(`fact.${fact}`), state: row.cells[fact] }))} />
      </span>
      <span
        title={row.standing.kind === 'acting' ? row.standing.text : undefined}
        // What a village told is free text: two close lines of it stand in the row.
        className={`relative flex-1 min-w-0 line-clamp-2 text-balance text-meta leading-[1.15] lang-en:leading-[1.07] [@media(max-height:60rem)]:leading-[1.07] ${silent ? 'text-level-1' : quiet ? 'text-ink-2' : 'text-ink-1'} ${
          row.standing.kind === 'remaining' ? 'font-medium' : ''
        }`}
      >
        <Standing standing={row.standing} />
      </span>
      <time className={`relative text-meta max-2xl:hidden ${silent ? 'text-level-1' : 'text-ink-3'}`}>
        {formatTime(row.lastMs)}
      </time>
    </div>
  );
}

/** On a narrow screen who it is stands in the card beside the board. */
function ByRoom({ long, short }: { long: string; short: string }) {
  return (
    <>
      <span className="max-2xl:hidden">{long}</span>
      <span className="2xl:hidden" title={long}>
        {short}
      </span>
    </>
  );
}

function Standing({ standing }: { standing: VillageStanding }) {
  const { t } = useTranslation(['warning', 'release']);
  switch (standing.kind) {
    case 'unanswered': {
      const duty = t(`release:duty.${standing.duty}`);
      return standing.atDoor ? (
        <ByRoom long={t('warning:standing.atDoor', { duty })} short={t('warning:standing.atDoorShort')} />
      ) : (
        <ByRoom
          long={t('warning:standing.unanswered', { duty, n: standing.attempts })}
          short={t('warning:standing.unansweredShort', { n: standing.attempts })}
        />
      );
    }
    case 'not_understood':
      return t('warning:standing.not_understood', { duty: t(`release:duty.${standing.duty}`) });
    case 'remaining':
      return t('warning:standing.remaining', { n: standing.people });
    case 'acting':
      return standing.text ?? t('warning:standing.acting');
    case 'calling':
    case 'no_feedback':
    case 'done':
      return t(`warning:standing.${standing.kind}`);
    default:
      return standing satisfies never;
  }
}
