import type { ReactNode } from 'react';
import { Clock, Today } from '../clock/clock.tsx';

/** The head of a wall: time and weather, what this is and what is in force, who is on duty. */
export function WallHeader(props: {
  title: string;
  subtitle: ReactNode;
  weather?: ReactNode;
  people: ReactNode;
  /** Three screens side by side: each part stays within its own, nothing crosses a bezel. */
  thirds?: 'yes' | 'no';
}) {
  const { title, subtitle, weather, people, thirds = 'no' } = props;
  const columns =
    thirds === 'yes'
      ? 'grid-cols-3 [&>*]:overflow-hidden'
      : 'grid-cols-[minmax(min-content,1fr)_minmax(0,auto)_minmax(min-content,1fr)] gap-4 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-1 max-md:[&>*]:min-w-0 max-md:[&>*]:max-w-full max-md:[&>*]:flex-wrap max-md:[&>*]:whitespace-normal max-md:[&>*]:justify-self-start';
  return (
    <header
      className={`grid ${columns} items-center min-h-header px-pad bg-bg-1 border-b border-hairline whitespace-nowrap`}
    >
      <div className="flex items-center gap-4 min-w-0">
        <Clock className="text-figure leading-[1.1]" />
        <div className="text-mini text-ink-2 leading-[1.35] min-w-0">
          <Today className="block" />
          <div>{weather}</div>
        </div>
      </div>
      <div className="text-center leading-[1.2] min-w-0 whitespace-normal text-balance">
        <h1 className="m-0 text-title font-medium tracking-[0.08em]">{title}</h1>
        <div className="text-mini text-ink-2">{subtitle}</div>
      </div>
      <div className="justify-self-end text-mini leading-[1.35]">{people}</div>
    </header>
  );
}
