import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/clock-context.tsx';
import { Icon } from '../icon.tsx';
import type { GlyphLevel } from '../level/level.ts';
import { LevelGlyph } from '../level/level-glyph.tsx';
import { useFormat } from '../use-format.ts';
import { SaidOnce } from './said-once.tsx';

/** The link between this screen and the server. */
export type LinkState =
  | { readonly kind: 'live' }
  | { readonly kind: 'reconnecting'; readonly sinceMs: number }
  | { readonly kind: 'offline'; readonly sinceMs: number };

/** Below 3 s a cut is a blink nobody needs to know of (ux.md §6). */
const quietMs = 3_000;

/** The magenta hatched strip across a screen whose link is cut, with the age of what is shown. */
export function LinkStrip({ link, detail }: { link: LinkState; detail?: ReactNode }) {
  const { t } = useTranslation('ui');
  const { span } = useFormat();
  const now = useNow();
  if (link.kind === 'live' || now - link.sinceMs < quietMs) return null;
  return (
    <div
      role="status"
      className="relative z-banner flex items-center gap-3 px-pad min-h-control hatch-fault border-y-2 border-fault text-ink-1"
    >
      <Icon name="noLink" className="text-fault text-[1.25em]" />
      <SaidOnce
        key={link.kind}
        className="font-medium"
        text={t(`state.${link.kind}`, { span: span(now - link.sinceMs) })}
      />
      <span className="ml-auto">{detail}</span>
    </div>
  );
}

/** A line across the top of a screen that somebody must act on. */
export function Banner(props: {
  level: GlyphLevel;
  title: ReactNode;
  detail?: ReactNode;
  actions?: ReactNode;
  blinking?: boolean;
}) {
  const { level, title, detail, actions, blinking = false } = props;
  return (
    <div
      className="relative z-banner flex items-center gap-3 px-pad min-h-command bg-bg-2 border-y-2"
      style={{ borderColor: `var(--level-${level})` }}
    >
      <LevelGlyph level={level} size={26} blinking={blinking} />
      <span className="text-row font-medium">{title}</span>
      <span className="text-ink-2 min-w-0">{detail}</span>
      <span className="ml-auto flex items-center gap-2 shrink-0">{actions}</span>
    </div>
  );
}
