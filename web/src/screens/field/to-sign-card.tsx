import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { formatTime } from '../../ui/format/time.ts';
import type { GlyphLevel } from '../../ui/level/level.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { useField } from './field-context.tsx';
import { countersignDueMs } from './to-sign.ts';

interface Paper {
  readonly key: string;
  readonly href: string;
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
    ...warnings.map(({ id, content, status, signature }): Paper => {
      const dueMs = countersignDueMs(signature, session.person);
      const unchecked = status === 'draft' && content.level <= 2;
      return {
        key: id,
        href: at(paths.warnings, { warning: id }),
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
        href: at(incident === undefined ? paths.incidents : paths.incident(incident)),
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
        href: at(paths.reports, { report: id }),
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
  if (papers.length === 0) return null;
  return (
    <section className="grid gap-2 rounded-phone border border-hairline bg-bg-1 px-4 py-4">
      <h2 className="m-0 text-title font-medium">{t('toSign.title', { count: papers.length })}</h2>
      <ul className="m-0 grid list-none gap-2 p-0">
        {papers.map(({ key, href, level, title, wants, dueMs }) => (
          <li key={key}>
            <a className="field-button flex min-h-14 items-center gap-3 text-left no-underline" href={href}>
              {level === undefined ? null : <LevelGlyph level={level} size={24} />}
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{title}</span>
                <span className="block text-meta text-ink-2">
                  {t(`toSign.${wants}`)} {dueMs === undefined ? null : <Countdown dueMs={dueMs} />}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className="m-0 text-meta text-ink-3">
        {line.kind === 'live'
          ? t('idle.checked', { at: formatTime(now) })
          : t('toSign.away', { at: formatTime(line.sinceMs) })}
      </p>
    </section>
  );
}
