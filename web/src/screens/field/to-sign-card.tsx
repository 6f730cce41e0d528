import type { Response } from '@sitong/shared/pillars/command/state.ts';
import type { Report, Warning } from '@sitong/shared/pillars/release/state.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withWords } from '../../i18n/language.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { formatTime } from '../../ui/format/time.ts';
import type { GlyphLevel } from '../../ui/level/level.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { useField } from './field-context.tsx';
import { Late } from './late.tsx';
import { LaterPart } from './later.ts';
import { countersignDueMs } from './to-sign.ts';

/** Only a phone on which such a paper waits to be signed fetches its sheet, and with it the words of the desk. */
const SHEETS = {
  warning: new LaterPart(withWords('desk', () => import('./sign/sign-sheet.tsx').then((m) => m.SignSheet))),
  response: new LaterPart(withWords('desk', () => import('./sign/response-sheet.tsx').then((m) => m.ResponseSheet))),
  report: new LaterPart(withWords('desk', () => import('./sign/report-sheet.tsx').then((m) => m.ReportSheet))),
} as const;

type Opened =
  | { readonly kind: 'warning'; readonly warning: Warning }
  | { readonly kind: 'response'; readonly response: Response }
  | { readonly kind: 'report'; readonly report: Report };

interface Paper {
  readonly key: string;
  readonly opens: Opened;
  readonly level: GlyphLevel | undefined;
  readonly title: string;
  readonly wants: 'check' | 'sign' | 'countersign';
  readonly dueMs: number | undefined;
}

/** What waits for this person's signature as plain rows, each with the sheet on which it is read whole and signed. */
function usePapers(): readonly Paper[] {
  const { t } = useTranslation(['field', 'command', 'release']);
  const { world, session } = useField();
  const { warnings, responses, reports } = world.toSign;
  return [
    ...warnings.map((warning): Paper => {
      const { id, content, status, signature } = warning;
      const dueMs = countersignDueMs(signature, session.person);
      const unchecked = status === 'draft' && content.level <= 2;
      return {
        key: id,
        opens: { kind: 'warning', warning },
        level: content.level,
        title: content.headline,
        wants: dueMs !== undefined ? 'countersign' : unchecked ? 'check' : 'sign',
        dueMs,
      };
    }),
    ...responses.map((response): Paper => {
      const { id, hazard, level, signature } = response;
      const dueMs = countersignDueMs(signature, session.person);
      return {
        key: id,
        opens: { kind: 'response', response },
        level,
        title: t('field:toSign.response', {
          plan: t(`command:responsePlan.${hazard}`),
          level: t(`command:response.${level}`),
        }),
        wants: dueMs === undefined ? 'sign' : 'countersign',
        dueMs,
      };
    }),
    ...reports.map((report): Paper => {
      const { id, kind, fields, status, signature, writtenDueAt } = report;
      const dueMs = countersignDueMs(signature, session.person);
      return {
        key: id,
        opens: { kind: 'report', report },
        level: undefined,
        title: `${t(`release:reportKind.${kind}`)} ${fields.title}`,
        wants: dueMs !== undefined ? 'countersign' : status === 'draft' ? 'check' : 'sign',
        dueMs: dueMs ?? Date.parse(writtenDueAt),
      };
    }),
  ];
}

/** 待签, where there is any: one touch from each paper to its signature. */
export function ToSignCard() {
  const { t } = useTranslation('field');
  const { line } = useField();
  const now = useNow();
  const papers = usePapers();
  const [open, setOpen] = useState<Opened>();
  const close = (): void => setOpen(undefined);
  const any = papers.length > 0;
  const kinds = [...new Set(papers.map(({ opens }) => opens.kind))].sort().join(' ');
  useEffect(() => {
    if (line.kind !== 'live') return;
    for (const [kind, part] of Object.entries(SHEETS))
      if (kinds.includes(kind))
        part.fetch().catch((error: unknown) => console.warn(`the sheet of a ${kind} could not be fetched yet`, error));
  }, [kinds, line.kind]);
  // A paper that has just been signed leaves the list; its sheet stays, for the ten seconds in which it can be taken back.
  const sheet = open === undefined ? null : <PaperOpened open={open} onClose={close} />;
  if (!any) return sheet;
  return (
    <section className="grid gap-2 rounded-phone border border-hairline bg-bg-1 px-4 py-4">
      <h2 className="m-0 text-title font-medium">{t('toSign.title', { count: papers.length })}</h2>
      <ul className="m-0 grid list-none gap-2 p-0">
        {papers.map(({ key, opens, level, title, wants, dueMs }) => (
          <li key={key}>
            <button
              type="button"
              className="field-button flex w-full min-h-14 items-center justify-start gap-3 text-left"
              onClick={() => setOpen(opens)}
            >
              {level === undefined ? null : <LevelGlyph level={level} size={24} />}
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{title}</span>
                <span className="block text-meta text-ink-2">
                  {t(`toSign.${wants}`)} {dueMs === undefined ? null : <Countdown dueMs={dueMs} />}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="m-0 text-meta text-ink-3">
        {line.kind === 'live'
          ? t('idle.checked', { at: formatTime(now) })
          : t('toSign.away', { at: formatTime(line.sinceMs) })}
      </p>
      {sheet}
    </section>
  );
}

function PaperOpened({ open, onClose }: { open: Opened; onClose: () => void }) {
  switch (open.kind) {
    case 'warning':
      return <Late part={SHEETS.warning} of={{ warning: open.warning, onClose }} missing={SignLater} />;
    case 'response':
      return <Late part={SHEETS.response} of={{ response: open.response, onClose }} missing={SignLater} />;
    case 'report':
      return <Late part={SHEETS.report} of={{ report: open.report, onClose }} missing={SignLater} />;
    default:
      return open satisfies never;
  }
}

function SignLater({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('field');
  useEffect(() => {
    showNotice({ kind: 'fault', title: t('later.missing') });
    onClose();
  }, [t, onClose]);
  return null;
}
