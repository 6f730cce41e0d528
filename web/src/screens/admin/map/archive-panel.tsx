import { type Archive, type ArchivePart, GROUND_LAYERS } from '@sitong/shared/kernel/master/map-ground.ts';
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../plumbing/http/api.ts';
import { Button } from '../../../ui/button.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { sendArchive, switchArchive } from './map-data.ts';

const ENCODINGS = ['auto', 'mapbox', 'terrarium'] as const;
const WHY = [
  'not_pmtiles',
  'archive_broken',
  'archive_cut',
  'wrong_tiles',
  'bad_bounds',
  'bad_zooms',
  'elsewhere',
  'no_tile',
  'no_layer_list',
  'no_known_layer',
  'lossy_terrain',
  'disk_full',
  'too_large',
  'infected',
  'scanner_away',
  'too_large_to_scan',
] as const;
type Sending = { kind: 'no' } | { kind: 'sending'; share: number } | { kind: 'failed'; code: string; detail: string };

/** The archives of one part: which is in use, which can be gone back to, and the way to bring another. */
export function ArchivePanel(props: {
  part: ArchivePart;
  archives: readonly Archive[];
  /** What is drawn without an archive. */
  without: string;
  off: string | undefined;
  onChanged: (work: Promise<unknown>) => void;
}) {
  const { part, off, onChanged } = props;
  const { t } = useTranslation('admin');
  const [file, setFile] = useState<File | undefined>();
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>('auto');
  const [sending, setSending] = useState<Sending>({ kind: 'no' });
  const [chosen, setChosen] = useState<string | null>(null);
  const archives = props.archives.filter((one) => one.part === part);
  const columns = useArchiveColumns();
  const picked = archives.find(({ id }) => id === chosen);
  const current = archives.find(({ standing }) => standing === 'current');
  const send = async (): Promise<void> => {
    if (file === undefined) return;
    setSending({ kind: 'sending', share: 0 });
    try {
      const done = sendArchive({
        part,
        file,
        encoding,
        onProgress: (share) => setSending({ kind: 'sending', share }),
      });
      await done;
      setSending({ kind: 'no' });
      setFile(undefined);
      onChanged(done);
    } catch (error) {
      setSending(
        error instanceof ApiError
          ? { kind: 'failed', code: error.code, detail: `${error.message}（${error.code}）` }
          : { kind: 'failed', code: '', detail: String(error) },
      );
    }
  };
  const backOff =
    picked === undefined ? t('map.noneChosen') : picked.standing === 'current' ? t('map.isCurrent') : undefined;
  return (
    <Panel
      className="h-full"
      title={t(`map.${part}`)}
      meta={current === undefined ? t('map.notUsed') : current.fileName}
      footer={
        <>
          <Button
            kind={file === undefined ? 'secondary' : 'primary'}
            pending={sending.kind === 'sending'}
            disabledReason={off ?? (file === undefined ? t('map.noFile') : undefined)}
            onPress={() => void send()}
          >
            {t('map.upload')}
          </Button>
          <Button disabledReason={off ?? backOff} onPress={() => onChanged(switchArchive(part, chosen))}>
            {t('map.back')}
          </Button>
          <Button
            disabledReason={off ?? (current === undefined ? t('map.notUsed') : undefined)}
            onPress={() => onChanged(switchArchive(part, null))}
          >
            {t('map.drop')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col h-full min-h-0">
        <div className="p-pad grid gap-3 border-b border-hairline">
          <p className="m-0 text-meta text-ink-2">{t(`map.part.${part}`, { layers: GROUND_LAYERS.join(' ') })}</p>
          <p className="m-0 text-meta text-ink-3">{t('map.datum')}</p>
          <div className="flex flex-wrap items-center gap-3">
            <FileTrigger acceptedFileTypes={['.pmtiles']} onSelect={(files) => setFile(files?.[0])}>
              <Button onPress={() => undefined}>{t('map.choose')}</Button>
            </FileTrigger>
            {file === undefined ? null : <span className="break-all">{file.name}</span>}
          </div>
          {part === 'terrain' ? (
            <ChipChoice
              label={t('map.encoding')}
              choices={ENCODINGS.map((id) => ({ id, label: t(`map.encodingWord.${id}`) }))}
              value={encoding}
              onChange={setEncoding}
            />
          ) : null}
          <Progress sending={sending} />
        </div>
        <div className="flex-1 min-h-0">
          <DenseTable
            label={t(`map.${part}`)}
            columns={columns}
            rows={archives}
            rowHeight="figures"
            selectedId={chosen}
            onSelect={setChosen}
            textOf={({ fileName }) => fileName}
            empty={props.without}
          />
        </div>
      </div>
    </Panel>
  );
}

function Progress({ sending }: { sending: Sending }) {
  const { t } = useTranslation('admin');
  if (sending.kind === 'no') return null;
  if (sending.kind === 'failed') {
    const why = WHY.find((code) => code === sending.code);
    return (
      <div role="alert">
        <p className="m-0 text-fault font-medium">{t('map.refused')}</p>
        {why === undefined ? null : <p className="m-0">{t(`map.why.${why}`)}</p>}
        <p className="m-0 text-meta text-ink-3">{sending.detail}</p>
      </div>
    );
  }
  const percent = Math.floor(sending.share * 100);
  return (
    <p role="status" className="m-0 text-ink-2">
      {percent < 100 ? t('map.uploading', { percent }) : t('map.checking')}
    </p>
  );
}

function useArchiveColumns(): readonly DenseColumn<Archive>[] {
  const { t } = useTranslation('admin');
  return useMemo(
    () => [
      { id: 'file', header: t('map.file'), width: '1.4fr', isRowHeader: true, cell: ({ fileName }) => fileName },
      {
        id: 'standing',
        header: t('map.standing'),
        width: 110,
        cell: ({ standing, file }) =>
          file === 'missing' ? (
            <span className="text-fault">{t('map.missing')}</span>
          ) : (
            t(`map.standingWord.${standing}`)
          ),
      },
      { id: 'zooms', header: t('map.zooms'), width: 80, cell: ({ head }) => `${head.minZoom}–${head.maxZoom}` },
      {
        id: 'size',
        header: t('map.size'),
        width: 90,
        align: 'end',
        cell: ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB`,
      },
      {
        id: 'put',
        header: t('map.put'),
        width: 150,
        cell: ({ putAt, putBy }) => `${formatMoment(Date.parse(putAt), Date.now())} ${putBy}`,
      },
    ],
    [t],
  );
}
