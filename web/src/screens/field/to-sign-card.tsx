import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withWords } from '../../i18n/language.ts';
import { paths } from '../../paths.ts';
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

/** Only a phone on which something waits to be signed fetches this, and with it the words of the warning desk. */
const sign = new LaterPart(withWords('desk', () => import('./sign/sign-sheet.tsx').then(({ SignSheet }) => SignSheet)));

interface Paper {
  readonly key: string;
  /** Read and signed here, or on a page of the desk. */
  readonly opens: { readonly here: Warning } | { readonly href: string };
  readonly level: GlyphLevel | undefined;
  readonly title: string;
  readonly wants: 'check' | 'sign' | 'countersign';
  readonly dueMs: number | undefined;
}

/** What waits for this person's signature as plain rows, each with the page where it is read whole and signed. */
function usePapers(): readonly Paper[] {
  const { t } = useTranslation(['field', 'command', 'release']);
  const { world, worldId, session } = useField();
  const at = (path: string, named: Readonly<Record<string, string>> = {}): string => {
    const search = new URLSearchParams({ ...(worldId === 'live' ? {} : { world: worldId }), ...named }).toString();
    return search === '' ? path : `${path}?${search}`;
  };
  const { warnings, responses, reports } = world.toSign;
  return [
    ...warnings.map((warning): Paper => {
      const { id, content, status, signature } = warning;
      const dueMs = countersignDueMs(signature, session.person);
      const unchecked = status === 'draft' && content.level <= 2;
      return {
        key: id,
        opens: { here: warning },
        level: content.level,
        title: content.headline,
        wants: dueMs !== undefined ? 'countersign' : unchecked ? 'check' : 'sign',
        dueMs,
      };
    }),
    ...responses.map(({ id, hazard, level, incidentIds: [incident], signature }): Paper => {
      const dueMs = countersignDueMs(signature, session.person);
      return {
        key: id,
        opens: { href: at(incident === undefined ? paths.incidents : paths.incident(incident)) },
        level,
        title: t('field:toSign.response', {
          plan: t(`command:responsePlan.${hazard}`),
          level: t(`command:response.${level}`),
        }),
        wants: dueMs === undefined ? 'sign' : 'countersign',
        dueMs,
      };
    }),
    ...reports.map(({ id, kind, fields, status, signature, writtenDueAt }): Paper => {
      const dueMs = countersignDueMs(signature, session.person);
      return {
        key: id,
        opens: { href: at(paths.reports, { report: id }) },
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
  const [open, setOpen] = useState<Warning>();
  const close = (): void => setOpen(undefined);
  const any = papers.length > 0;
  useEffect(() => {
    if (any && line.kind === 'live')
      sign.fetch().catch((error: unknown) => console.warn('the signing sheet could not be fetched yet', error));
  }, [any, line.kind]);
  // A paper that has just been signed leaves the list; its sheet stays, for the ten seconds in which it can be taken back.
  const sheet =
    open === undefined ? null : <Late part={sign} of={{ warning: open, onClose: close }} missing={SignLater} />;
  if (!any) return sheet;
  return (
    <section className="grid gap-2 rounded-phone border border-hairline bg-bg-1 px-4 py-4">
      <h2 className="m-0 text-title font-medium">{t('toSign.title', { count: papers.length })}</h2>
      <ul className="m-0 grid list-none gap-2 p-0">
        {papers.map(({ key, opens, level, title, wants, dueMs }) => (
          <li key={key}>
            <PaperButton opens={opens} onOpen={setOpen}>
              {level === undefined ? null : <LevelGlyph level={level} size={24} />}
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{title}</span>
                <span className="block text-meta text-ink-2">
                  {t(`toSign.${wants}`)} {dueMs === undefined ? null : <Countdown dueMs={dueMs} />}
                </span>
              </span>
            </PaperButton>
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

function PaperButton({
  opens,
  onOpen,
  children,
}: {
  opens: Paper['opens'];
  onOpen: (warning: Warning) => void;
  children: ReactNode;
}) {
  const look = 'field-button flex w-full min-h-14 items-center justify-start gap-3 text-left no-underline';
  return 'href' in opens ? (
    <a className={look} href={opens.href}>
      {children}
    </a>
  ) : (
    <button type="button" className={look} onClick={() => onOpen(opens.here)}>
      {children}
    </button>
  );
}

function SignLater({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('field');
  useEffect(() => {
    showNotice({ kind: 'fault', title: t('later.missing') });
    onClose();
  }, [t, onClose]);
  return null;
}
