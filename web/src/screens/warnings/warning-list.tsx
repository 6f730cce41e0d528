import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { useMay } from '../../wall/use-act.ts';

/** Every open warning by what it waits for; those in force stand below the drafts. */
export function WarningList(props: {
  warnings: readonly Warning[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** Enter on a row: on to what is to be done with it. */
  onOpen: () => void;
  onCreate: () => void;
}) {
  const { warnings, chosen, onChoose, onOpen, onCreate } = props;
  const { t } = useTranslation(['warning', 'release', 'command']);
  const may = useMay()('DraftWarning');
  const inForce = warnings.filter(({ status }) => status === 'issued').length;
  const rows = Math.min(Math.max(warnings.length, 1), 5);
  return (
    <Panel
      title={t('warning:list.title')}
      meta={
        <>
          <span>{t('warning:list.inForce', { n: inForce })}</span>
          <span>{t('warning:list.pending', { n: warnings.length - inForce })}</span>
        </>
      }
      actions={
        <Button onPress={onCreate} disabledReason={may.enabled ? undefined : may.reason}>
          {t('warning:list.create')}
        </Button>
      }
      className="shrink-0"
    >
      <div style={{ height: `calc(${rows} * var(--row-task))` }}>
        <DenseList
          label={t('warning:list.title')}
          rows={warnings}
          rowHeight="task"
          selectedId={chosen ?? null}
          onSelect={onChoose}
          onAct={onOpen}
          textOf={(row) =>
            t('warning:list.row', { headline: row.content.headline, status: t(`release:warningStatus.${row.status}`) })
          }
          empty={t('warning:list.none')}
        >
          {(row) => (
            <>
              <LevelGlyph level={row.content.level} variant={row.status === 'issued' ? 'filled' : 'outline'} />
              <span className="flex-1 min-w-0 grid leading-[1.3]">
                <span className="truncate text-row font-medium">
                  {t(`command:hazard.${row.content.hazard}`)} {row.content.scope.areaText}
                </span>
                <span className="truncate text-meta text-ink-3">
                  {t('warning:list.until', { at: formatMinute(Date.parse(row.content.expiresAt)) })}
                </span>
              </span>
              <span className={`text-meta ${row.status === 'issued' ? 'text-ink-2' : 'font-medium text-ink-1'}`}>
                {t(`release:warningStatus.${row.status}`)}
              </span>
            </>
          )}
        </DenseList>
      </div>
    </Panel>
  );
}
