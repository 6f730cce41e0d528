import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { CRS, type Crs, hasPlace, hasTemplate, type ImportKind } from './import-data.ts';
import type { Told } from './import-result.tsx';

/** One file of one kind: try it, look, then take it. */
export function ImportForm(props: {
  kind: ImportKind;
  crs: Crs;
  onCrs: (crs: Crs) => void;
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  told: Told;
  /** Why this person may not. */
  off: string | undefined;
  onSend: (dryRun: boolean) => void;
}) {
  const { kind, crs, file, told, off, onSend } = props;
  const { t } = useTranslation('admin');
  const noFile = file === undefined ? t('imports.noFile') : undefined;
  const tried = told.kind === 'told' && told.told.dryRun;
  return (
    <Panel
      className="h-full"
      title={t('imports.heading')}
      meta={t(`imports.kindWord.${kind}`)}
      footer={
        <>
          <Button
            kind={tried ? 'secondary' : 'primary'}
            pending={told.kind === 'sending'}
            disabledReason={off ?? noFile}
            onPress={() => onSend(true)}
          >
            {t('imports.check')}
          </Button>
          <Button
            kind={tried ? 'primary' : 'secondary'}
            disabledReason={off ?? noFile ?? (tried ? undefined : t('imports.runFirst'))}
            onPress={() => onSend(false)}
          >
            {t('imports.run')}
          </Button>
        </>
      }
    >
      <div className="h-full overflow-auto p-pad grid gap-5 content-start">
        <p className="m-0 text-meta text-ink-2">{t('imports.order')}</p>
        <div className="grid gap-2 justify-items-start">
          <span className="text-meta text-ink-2">{t('imports.file')}</span>
          <div className="flex flex-wrap items-center gap-3">
            <FileTrigger
              acceptedFileTypes={['.csv', '.xlsx', '.json', '.geojson']}
              onSelect={(files) => props.onFile(files?.[0])}
            >
              <Button onPress={() => undefined}>{t('imports.pick')}</Button>
            </FileTrigger>
            {file === undefined ? null : (
              <span className="break-all">
                {t('imports.picked', { name: file.name, size: Math.ceil(file.size / 1000) })}
              </span>
            )}
          </div>
          <span className="text-meta text-ink-3">{t('imports.fileHow')}</span>
          {hasTemplate(kind) ? (
            <a href={`/api/imports/${kind}/template.csv`} download className="text-ink-1 underline">
              {t('imports.template')}
            </a>
          ) : null}
        </div>
        {hasPlace(kind) ? (
          <div className="grid gap-2">
            <span className="text-meta text-ink-2">{t('imports.crs')}</span>
            <ChipChoice
              label={t('imports.crs')}
              choices={CRS.map((id) => ({ id, label: t(`imports.crsWord.${id}`) }))}
              value={crs}
              onChange={props.onCrs}
            />
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
