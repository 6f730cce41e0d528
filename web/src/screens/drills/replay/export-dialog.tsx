import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failure, send } from '../../../plumbing/http/api.ts';
import { saveCsv, saveFile } from '../../../plumbing/http/save-file.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import type { Span } from '../../../wall/replay-address.ts';
import { codeOf } from '../query-state.ts';
import { withWords } from './log-file.ts';
import { type ReadTape, readTape } from './replay-data.ts';
import { type ReviewRows, reviewText } from './review-file.ts';
import { useSaidAlong } from './said-along.ts';
import { SpanForm } from './span-form.tsx';
import type { Tape } from './tape.ts';

const FILES = ['log', 'ledger'] as const;
type ServerFile = (typeof FILES)[number];

/** Log or ledger as the server hands it out, having written down that it did. Throws ApiError. */
async function fetchExport(world: WorldId, what: ServerFile, { fromMs, toMs }: Span, language: string): Promise<Blob> {
  const response = await send(`/api/replay/${world}/export`, {
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
  /** What is on the bar. */
  readonly tape: Tape;
  readonly cut: ReadTape['cut'];
  readonly review: ReviewRows;
  readonly onClose: () => void;
}

/** What is taken along from a review: measures and bookmarks, the log, who was shown what when. */
export function ExportDialog({ world, tape, cut, review, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation(['drill', 'refusals']);
  const sayAlong = useSaidAlong();
  const [fetching, setFetching] = useState<ServerFile>();
  const whole = { fromMs: tape.startMs, toMs: tape.endMs };
  /** The words need the state that the span began with: what is on the bar, or the span read for itself. */
  const tapeOf = async (span: Span): Promise<Tape> => {
    const within = world !== LIVE || (span.fromMs >= whole.fromMs && span.toMs <= whole.toMs);
    if (cut === 'whole' && within) return tape;
    return (await readTape(world, span)).tape;
  };
  const inWords = async (file: Blob, span: Span): Promise<string> => {
    const said = sayAlong(await tapeOf(span));
    return withWords(await file.text(), t('drill:replay.export.said'), (seq) => said.get(seq));
  };
  const take = async (what: ServerFile, span: Span): Promise<void> => {
    setFetching(what);
    try {
      const file = await fetchExport(world, what, span, i18n.resolvedLanguage ?? 'zh-CN');
      const name = t(`drill:replay.export.fileOf.${what}`, { world });
      if (what === 'log') saveCsv(await inWords(file, span), name);
      else saveFile(file, name);
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
