import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { formatTime } from '../format/time.ts';

export interface ConflictSide {
  readonly id: string;
  readonly value: ReactNode;
  readonly by: string;
  readonly atMs: number;
  readonly detail?: ReactNode;
  /** "采用 7". */
  readonly takeLabel: string;
}

/** Two people said two things: both values, authors and times side by side, and a third way out. */
export function ConflictCard(props: {
  title: string;
  atMs: number;
  sides: readonly ConflictSide[];
  onTake: (id: string) => void;
  merge: { readonly detail: ReactNode; readonly label: string; readonly onPress: () => void };
}) {
  const { title, atMs, sides, onTake, merge } = props;
  const { t } = useTranslation('ui');
  const column = 'grid content-start gap-1 pl-3 border-l-[3px] border-hairline min-w-0';
  return (
    <section aria-label={title} className="bg-bg-2 border border-ink-1 rounded-control p-3">
      <header className="flex items-center gap-3 mb-2">
        <h3 className="m-0 text-body font-medium">{title}</h3>
        <time className="ml-auto text-meta text-ink-2">{formatTime(atMs)}</time>
      </header>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-4">
        {sides.map((side) => (
          <div key={side.id} className={column}>
            <span className="text-row font-medium">{side.value}</span>
            <span className="text-meta text-ink-2">
              {t('conflict.reported', { who: side.by, at: formatTime(side.atMs) })}
            </span>
            <span className="text-meta text-ink-2">{side.detail}</span>
            <span>
              <Button onPress={() => onTake(side.id)}>{side.takeLabel}</Button>
            </span>
          </div>
        ))}
        <div className={column}>
          <span className="text-row font-medium">{t('conflict.merge')}</span>
          <span className="text-meta text-ink-2">{merge.detail}</span>
          <span>
            <Button kind="primary" onPress={merge.onPress}>
              {merge.label}
            </Button>
          </span>
        </div>
      </div>
    </section>
  );
}
