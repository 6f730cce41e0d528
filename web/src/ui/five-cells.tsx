import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

export type CellState = 'full' | 'half' | 'empty' | 'failed';

export interface FactCell {
  readonly id: string;
  readonly label: string;
  readonly state: CellState;
}

/** A row of facts as cells: full for both people, half for one, a red cross for no answer. */
export function FiveCells({ cells }: { cells: readonly FactCell[] }) {
  const { t } = useTranslation('ui');
  const spoken = cells.map((cell) => t('cells.cell', { label: cell.label, state: t(`cells.${cell.state}`) }));
  return (
    <span role="img" aria-label={spoken.join(' ')} className="inline-flex gap-1">
      {cells.map((cell) => (
        <CellMark key={cell.id} state={cell.state} />
      ))}
    </span>
  );
}

/** One cell; alone in a legend. Dimmed, so that the red cross leads. */
export function CellMark({ state }: { state: CellState }) {
  switch (state) {
    case 'full':
      return <span className="block w-[2.2em] max-2xl:w-[1.7em] h-[0.95em] rounded-cell bg-cell border border-cell" />;
    case 'half':
      return (
        <span className="block w-[2.2em] max-2xl:w-[1.7em] h-[0.95em] rounded-cell border border-control overflow-hidden">
          <span className="block w-1/2 h-full bg-cell" />
        </span>
      );
    case 'empty':
      return <span className="block w-[2.2em] max-2xl:w-[1.7em] h-[0.95em] rounded-cell border border-control" />;
    case 'failed':
      return (
        <span className="grid place-items-center w-[2.2em] max-2xl:w-[1.7em] h-[0.95em] rounded-cell bg-level-1-fill border border-level-1-fill">
          <Icon name="cross" className="text-[0.8em] text-on-level-1 stroke-[2.4]" />
        </span>
      );
    default:
      return state satisfies never;
  }
}
