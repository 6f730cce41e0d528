import type { ReactNode } from 'react';

/** One part, by its name in code, and its states side by side. */
export function Section({ name, children, wide = false }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <section aria-label={name} className={`bg-bg-1 p-pad min-w-0 ${wide ? 'col-span-full' : ''}`}>
      <h2 className="m-0 mb-3 text-meta font-normal text-ink-3">{name}</h2>
      {children}
    </section>
  );
}

export function Line({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-4 mb-3">{children}</div>;
}
