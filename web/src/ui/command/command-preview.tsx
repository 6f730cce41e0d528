import { useTranslation } from 'react-i18next';
import { KeyHint } from '../key-hint.tsx';
import { LevelGlyph } from '../level/level-glyph.tsx';
import type { ParsedCommand, PreviewCell } from './parse.ts';

/** Every part as it was understood, the text it was read from underlined, and other ways to read it. */
export function CommandPreview(props: { id: string; parsed: ParsedCommand; message: string | null; isError: boolean }) {
  const { id, parsed, message, isError } = props;
  const { t } = useTranslation('ui');
  const others = parsed.suggestions.slice(0, 2);
  return (
    <section id={id} aria-label={t('command.preview')} className="flex min-h-preview border-b border-hairline bg-bg-2">
      <div className="flex min-w-0 overflow-hidden">
        {parsed.cells.map((cell) => (
          <Cell key={cell.id} cell={cell} />
        ))}
      </div>
      {message === null ? null : (
        <p
          role={isError ? 'alert' : undefined}
          className={`m-0 px-pad self-center ${isError ? 'text-level-1' : 'text-ink-2'}`}
        >
          {message}
        </p>
      )}
      {others.length === 0 ? null : (
        <div className="ml-auto px-pad py-2 grid content-center shrink-0">
          <span className="text-meta text-ink-3">
            {t('command.other')} <KeyHint keys="Tab" />
          </span>
          {others.map((other) => (
            <span key={other.id} className="whitespace-nowrap">
              {other.label} <span className="text-ink-3">{other.detail}</span>
            </span>
          ))}
        </div>
      )}
    </section>
  );
}

function Cell({ cell }: { cell: PreviewCell }) {
  return (
    <div className="px-pad py-2 grid content-center min-w-32 border-r border-hairline">
      <span className="text-meta text-ink-3 whitespace-nowrap">
        {cell.label}
        {cell.matched === undefined ? null : (
          <u className="pl-3 text-ink-2 decoration-control underline-offset-2">{cell.matched}</u>
        )}
      </span>
      <span
        className={`flex items-center gap-1.5 text-row font-medium whitespace-nowrap ${cell.tone === 'own' ? 'text-own' : ''}`}
      >
        {cell.level === undefined ? null : <LevelGlyph level={cell.level} size={18} />}
        {cell.value}
      </span>
      <span className="text-meta text-ink-2 whitespace-nowrap">{cell.detail}</span>
    </div>
  );
}
