import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../plumbing/http/api.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Button } from '../../../ui/button.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SplitPanes } from '../../../ui/split-panes.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import {
  CRS,
  type Crs,
  hasTemplate,
  IMPORT_KINDS,
  type ImportKind,
  type ImportTold,
  sendImport,
} from './import-data.ts';
import { ImportResult } from './import-result.tsx';

type Told =
  | { kind: 'none' }
  | { kind: 'sending' }
  | { kind: 'told'; told: ImportTold }
  | { kind: 'failed'; message: string };

/** Dry run first, then the real thing: the same file, the same kind, the same coordinates. */
export function ImportsTab() {
  const { t } = useTranslation('admin');
  const words = useRefusalWords();
  const { roles } = useSession();
  const [kind, setKind] = useState<ImportKind>('divisions');
  const [crs, setCrs] = useState<Crs>('wgs84');
  const [file, setFile] = useState<File | undefined>();
  const [told, setTold] = useState<Told>({ kind: 'none' });
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      set(value);
      // A dry run of something else says nothing about this.
      setTold({ kind: 'none' });
    };
  const send = async (dryRun: boolean): Promise<void> => {
    if (file === undefined) return;
    setTold({ kind: 'sending' });
    try {
      const answer = await sendImport(file, { kind, crs, dryRun });
      setTold({ kind: 'told', told: answer });
      if (!dryRun) showNotice({ kind: 'done', title: t('done') });
    } catch (error) {
      setTold({
        kind: 'failed',
        message: error instanceof ApiError ? `${error.message}（${error.code}）` : String(error),
      });
    }
  };
  const off = roles.includes('admin') ? undefined : words({ code: 'role_required', facts: { roles: 'admin' } });
  const noFile = file === undefined ? t('imports.noFile') : undefined;
  const tried = told.kind === 'told' && told.told.dryRun;
  return (
    <SplitPanes
      panes={[
        {
          id: 'form',
          size: 560,
          content: (
            <Panel
              className="h-full"
              title={t('imports.heading')}
              footer={
                <>
                  <Button
                    kind={tried ? 'secondary' : 'primary'}
                    pending={told.kind === 'sending'}
                    disabledReason={off ?? noFile}
                    onPress={() => void send(true)}
                  >
                    {t('imports.check')}
                  </Button>
                  <Button
                    kind={tried ? 'primary' : 'secondary'}
                    disabledReason={off ?? noFile ?? (tried ? undefined : t('imports.runFirst'))}
                    onPress={() => void send(false)}
                  >
                    {t('imports.run')}
                  </Button>
                </>
              }
            >
              <div className="h-full overflow-auto p-pad grid gap-5 content-start">
                <p className="m-0 text-meta text-ink-2">{t('imports.order')}</p>
                <Select
                  label={t('imports.kind')}
                  choices={IMPORT_KINDS.map((id) => ({ id, label: t(`imports.kindWord.${id}`) }))}
                  value={kind}
                  onChange={changed(setKind)}
                />
                <div className="grid gap-2 justify-items-start">
                  <span className="text-meta text-ink-2">{t('imports.file')}</span>
                  <div className="flex flex-wrap items-center gap-3">
                    <FileTrigger
                      acceptedFileTypes={['.csv', '.xlsx', '.json', '.geojson']}
                      onSelect={(files) => changed(setFile)(files?.[0])}
                    >
                      <Button onPress={() => undefined}>{t('imports.pick')}</Button>
                    </FileTrigger>
                    {file === undefined ? null : (
                      <span>{t('imports.picked', { name: file.name, size: Math.ceil(file.size / 1000) })}</span>
                    )}
                  </div>
                  <span className="text-meta text-ink-3">{t('imports.fileHow')}</span>
                  {hasTemplate(kind) ? (
                    <a href={`/api/imports/${kind}/template.csv`} download className="text-ink-1">
                      {t('imports.template')}
                    </a>
                  ) : null}
                </div>
                <div className="grid gap-2">
                  <span className="text-meta text-ink-2">{t('imports.crs')}</span>
                  <ChipChoice
                    label={t('imports.crs')}
                    choices={CRS.map((id) => ({ id, label: t(`imports.crsWord.${id}`) }))}
                    value={crs}
                    onChange={changed(setCrs)}
                  />
                </div>
              </div>
            </Panel>
          ),
        },
        { id: 'result', content: <ImportResult told={told} /> },
      ]}
    />
  );
}
