import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failure } from '../../../plumbing/http/api.ts';
import { saveCsv, saveFile } from '../../../plumbing/http/save-file.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { codeOf } from '../query-state.ts';
import { type ReviewRows, reviewText } from './review-file.ts';
import type { Span } from './span.ts';
import { SpanForm } from './span-form.tsx';

const FILES = ['log', 'ledger'] as const;
type ServerFile = (typeof FILES)[number];

/** Log or ledger as the server hands it out, having written down that it did. Throws ApiError. */
async function fetchExport(world: WorldId, what: ServerFile, { fromMs, toMs }: Span, language: string): Promise<Blob> {
  const response = await fetch(`/api/replay/${world}/export`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      what,
      from: toTimestamp(fromMs),
      to: toTimestamp(toMs),
      language: language === 'en' ? 'en' : 'zh-CN',
    }),
  });
  if (!response.ok) throw await failure(response);
  return response.blob();
}

export interface ExportDialogProps {
  readonly world: WorldId;
  /** The whole of what is on the bar. */
  readonly span: Span;
  readonly review: ReviewRows;
  readonly onClose: () => void;
}

/** What is taken along from a review: measures and bookmarks, the log, who was shown what when. */
export function ExportDialog({ world, span: whole, review, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation(['drill', 'refusals']);
  const [fetching, setFetching] = useState<ServerFile>();
  const take = async (what: ServerFile, span: Span): Promise<void> => {
    setFetching(what);
    try {
      const file = await fetchExport(world, what, span, i18n.resolvedLanguage ?? 'zh-CN');
      saveFile(file, t(`drill:replay.export.fileOf.${what}`, { world }));
    } catch (error) {
      const detail = t('refusals:unknown', { code: codeOf(error) });
      showNotice({ kind: 'refused', title: t('drill:replay.export.failed'), detail });
    }
    setFetching(undefined);
  };
  return (
    <Dialog open onClose={onClose} title={t('drill:replay.export.button')}>
      <div className="grid gap-4">
        <section className="grid grid-cols-[minmax(0,1fr)_auto] gap-3 items-center">
          <p className="m-0">{t('drill:replay.export.measures')}</p>
          <Button onPress={() => saveCsv(reviewText(review), t('drill:replay.export.file', { world }))}>
            {t('drill:replay.export.take')}
          </Button>
        </section>
        <SpanForm begin={whole}>
          {({ span, fault }) =>
            FILES.map((what) => (
              <section key={what} className="grid grid-cols-[minmax(0,1fr)_auto] gap-3 items-center">
                <p className="m-0">{t(`drill:replay.export.${what}`)}</p>
                <Button
                  disabledReason={fault}
                  pending={fetching === what}
                  onPress={() => {
                    if (span !== undefined) void take(what, span);
                  }}
                >
                  {t('drill:replay.export.take')}
                </Button>
              </section>
            ))
          }
        </SpanForm>
        <p className="m-0 text-meta text-ink-2">{t('drill:replay.export.audited')}</p>
      </div>
    </Dialog>
  );
}
