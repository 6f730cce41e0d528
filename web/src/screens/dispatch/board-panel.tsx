import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoardFilter, boardFilters, TeamBoard } from '../../pillars/rescue/panels/team-board.tsx';
import { positionedTeams } from '../../pillars/rescue/team-marks.ts';
import { useTeamMarks } from '../../pillars/rescue/wall/use-teams.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { usePositions } from '../../plumbing/positions/position-store.ts';
import { ChipChoice } from '../../ui/chip.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { useDispatch } from './use-dispatch.ts';

/** Every team by state. */
export function BoardPanel(props: {
  view: ReturnType<typeof useDispatch>;
  filter: BoardFilter;
  onFilter: (filter: BoardFilter) => void;
  selectedId: string | undefined;
  onSelect: (team: string) => void;
  onBegin: (team: string) => void;
}) {
  const { view, filter, onFilter, selectedId, onSelect, onBegin } = props;
  const { t } = useTranslation('dispatch');
  const { teams } = view.county.data;
  const table = view.recommendation.data;
  const etas = useMemo(() => new Map((table?.underWay ?? []).map((way) => [way.team, way])), [table]);
  return (
    <Panel
      title={t('board.heading', { count: teams.length })}
      meta={<BoardMeta people={teams.reduce((sum, one) => sum + one.members, 0)} teams={teams.length} />}
      actions={
        <ChipChoice
          label={t('board.filter')}
          choices={(Object.keys(boardFilters) as BoardFilter[]).map((id) => ({ id, label: t(`board.show.${id}`) }))}
          value={filter}
          onChange={onFilter}
        />
      }
    >
      <TeamBoard board={view.board} etas={etas} selectedId={selectedId ?? null} onSelect={onSelect} onAct={onBegin} />
    </Panel>
  );
}

/** `119 人 定位 8/9`: how many of the teams say where they are. */
function BoardMeta({ people, teams }: { people: number; teams: number }) {
  const { t } = useTranslation('dispatch');
  const nowMs = useNow(5000);
  const lostMs = usePractice().team.lostAfterS * 1000;
  usePositions(({ placed }) => placed);
  const fresh = positionedTeams(useTeamMarks(), usePositions.getState().columns, nowMs, lostMs);
  return <span>{t('board.meta', { people, fresh, teams })}</span>;
}
