import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { useMay } from '../../wall/use-act.ts';
import type { DraftForm } from './draft-form.ts';

type ListRow =
  | { readonly kind: 'unsaved'; readonly id: string; readonly form: DraftForm | undefined }
  | { readonly kind: 'kept'; readonly id: string; readonly warning: Warning };

/** Every open warning by what it waits for; those in force stand below the drafts. */
export function WarningList(props: {
  warnings: readonly Warning[];
  /** A new draft that nobody has saved yet: it stands first, so that it is found again. */
  unsaved: { readonly id: string; readonly form: DraftForm | undefined } | undefined;
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** Enter on a row: on to what is to be done with it. */
  onOpen: (id: string) => void;
  onCreate: () => void;
}) {
  const { warnings, unsaved, chosen, onChoose, onOpen, onCreate } = props;
  const { t } = useTranslation(['warning', 'release', 'command']);
  const may = useMay()('DraftWarning');
  const inForce = warnings.filter(({ status }) => status === 'issued').length;
  const unsavedId = unsaved?.id;
  const unsavedForm = unsaved?.form;
  const rows = useMemo((): ListRow[] => {
    const kept = warnings.map((warning) => ({ kind: 'kept' as const, id: warning.id, warning }));
    if (unsavedId === undefined || kept.some(({ id }) => id === unsavedId)) return kept;
    return [{ kind: 'unsaved', id: unsavedId, form: unsavedForm }, ...kept];
  }, [warnings, unsavedId, unsavedForm]);
  const drawn = Math.min(Math.max(rows.length, 1), 5);
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
      <div style={{ height: `calc(${drawn} * var(--row-task))` }}>
        <DenseList
          label={t('warning:list.title')}
          rows={rows}
          rowHeight="task"
          selectedId={chosen ?? null}
          onSelect={onChoose}
          onAct={onOpen}
          textOf={(row) =>
            row.kind === 'unsaved'
              ? t('warning:edit.new')
              : t('warning:list.row', {
                  headline: row.warning.content.headline,
                  status: t(`release:warningStatus.${row.warning.status}`),
                })
          }
          empty={t('warning:list.none')}
        >
          {(row) => (row.kind === 'unsaved' ? <UnsavedRow form={row.form} /> : <KeptRow warning={row.warning} />)}
        </DenseList>
      </div>
    </Panel>
  );
}

function UnsavedRow({ form }: { form: DraftForm | undefined }) {
  const { t } = useTranslation(['warning', 'command']);
  return (
    <>
      {form === undefined ? null : <LevelGlyph level={form.content.level} variant="outline" />}
      <span className="flex-1 min-w-0 grid leading-[1.3]">
        <span className="truncate text-row font-medium">
          {form === undefined
            ? t('warning:edit.new')
            : `${t(`command:hazard.${form.content.hazard}`)} ${form.content.scope.areaText}`}
        </span>
        {form === undefined ? null : <span className="truncate text-meta text-ink-3">{t('warning:edit.new')}</span>}
      </span>
    </>
  );
}

const KeptRow = memo(function KeptRow({ warning }: { warning: Warning }) {
  const { t } = useTranslation(['warning', 'release', 'command']);
  const { content, status } = warning;
  const what = `${t(`command:hazard.${content.hazard}`)} ${content.scope.areaText}`;
  return (
    <>
      <LevelGlyph level={content.level} variant={status === 'issued' ? 'filled' : 'outline'} />
      <span className="flex-1 min-w-0 grid leading-[1.3]">
        <span className="truncate text-row font-medium" title={what}>
          {what}
        </span>
        {/* The state stands under the name, which so has the whole line. */}
        <span className="flex justify-between gap-x-3 text-meta text-ink-3">
          <span>{t('warning:list.until', { at: formatMinute(Date.parse(content.expiresAt)) })}</span>
          <span className={status === 'issued' ? 'text-ink-2' : 'font-medium text-ink-1'}>
            {t(`release:warningStatus.${status}`)}
          </span>
        </span>
      </span>
    </>
  );
});
