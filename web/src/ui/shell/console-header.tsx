import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Clock, Today } from '../clock/clock.tsx';
import { Icon } from '../icon.tsx';

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** Printed before the label, and the digit of Alt+digit. */
  readonly number?: number;
  readonly current: boolean;
}

/** On a phone, where the screens are a strip that scrolls, the one on show is among those seen. */
const intoView = (link: HTMLAnchorElement | null): void => link?.scrollIntoView({ block: 'nearest', inline: 'center' });

/**
 * The bar over every desk screen: which screen, what is in force, what is unanswered, who is on duty, what time. Nothing
 * of it is ever cut: where one line is too short, the screens take two lines of the same height, and below 1280 px a line
 * of their own.
 */
export function ConsoleHeader(props: {
  title: string;
  homeHref: string;
  nav: readonly NavItem[];
  /** What is in force; for drills the 演练 mark. */
  status?: ReactNode;
  /** Unacknowledged counts by level. */
  counts?: ReactNode;
  /** Duty leader and officer. */
  people?: ReactNode;
}) {
  const { title, homeHref, nav, status, counts, people } = props;
  const { t } = useTranslation('ui');
  return (
    <header
      data-pane
      className="flex items-center gap-x-4 max-2xl:gap-x-3 min-w-0 min-h-header px-pad max-xl:flex-wrap bg-bg-0 border-b border-hairline whitespace-nowrap"
    >
      {/* The title goes as a whole where there is no room for it: which county it is stands on the wall and in each list. */}
      <Link
        href={homeHref}
        aria-label={title}
        className="flex items-center gap-x-4 text-row font-medium rounded-control shrink-0"
      >
        <Icon name="grid" className="text-[1.5em]" />
        <span className="max-2xl:hidden">{title}</span>
      </Link>
      <nav
        aria-label={t('nav.screens')}
        className="flex min-w-0 md:flex-wrap max-xl:order-2 max-xl:w-full max-md:overflow-x-auto no-scrollbar"
      >
        {nav.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            aria-current={item.current ? 'page' : undefined}
            {...(item.current ? { ref: intoView } : {})}
            className={`flex items-center gap-1.5 min-h-row-group [:lang(en)_&]:md:min-h-[1.7rem] px-2.5 max-2xl:px-2 [:lang(en)_&]:px-2 max-[88rem]:[:lang(en)_&]:px-[0.3rem] rounded-control border-b-2 shrink-0 ${item.current ? 'bg-bg-2 text-ink-1 font-medium border-ink-1' : 'text-ink-2 border-transparent hovered:text-ink-1'}`}
          >
            {/* English words need the room on a small screen; the help sheet still tells the digits. */}
            {item.number === undefined ? null : (
              <span className="max-[120.01rem]:[:lang(en)_&]:hidden">{item.number}</span>
            )}
            {item.label}
          </Link>
        ))}
      </nav>
      {/* Narrow: the clock beside the mark, the screens below it, then what is in force and unanswered, as they fit. */}
      <div className="ml-auto flex items-center gap-4 max-2xl:gap-3 shrink-0 max-md:contents">
        <div className="flex min-w-0 max-md:order-3 max-md:py-1">{status}</div>
        <div className="shrink-0 max-md:order-3 max-md:py-1">{counts}</div>
        {people === undefined ? null : (
          <div className="pl-4 max-2xl:pl-3 border-l border-hairline text-meta leading-[1.4] shrink-0 max-lg:hidden">
            {people}
          </div>
        )}
        <div className="pl-4 max-2xl:pl-3 border-l border-hairline text-right leading-[1.25] shrink-0 max-md:ml-auto max-md:border-l-0">
          <Clock className="block text-key font-medium" />
          <Today className="block text-mini text-ink-3" />
        </div>
      </div>
    </header>
  );
}
