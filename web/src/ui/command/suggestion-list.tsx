import { useTranslation } from 'react-i18next';
import type { CommandSuggestion } from './parse.ts';

/** Longer lists are narrowed by typing on, not by scrolling. */
const shown = 8;

/** The picker above the line. Focus stays in the line; the arrows move the pick. */
export function SuggestionList(props: {
  id: string;
  suggestions: readonly CommandSuggestion[];
  picked: number;
  onPick: (suggestion: CommandSuggestion) => void;
}) {
  const { id, suggestions, picked, onPick } = props;
  const { t } = useTranslation('ui');
  const first = Math.max(0, picked - shown + 1);
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('command.other')}
      className="absolute z-preview bottom-full left-0 w-[min(36rem,100%)] bg-bg-2 border border-control rounded-control p-1"
    >
      {suggestions.slice(first, first + shown).map((suggestion, index) => (
        // The combobox keeps the focus (WAI-ARIA 1.2): options are pressed, never focused.
        <div
          key={suggestion.id}
          id={`${id}-${suggestion.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={first + index === picked}
          className="flex gap-3 px-2 py-1.5 rounded-control cursor-default aria-selected:shadow-[inset_0_0_0_2px_var(--focus)] hover:bg-bg-1"
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(suggestion);
          }}
        >
          <span>{suggestion.label}</span>
          <span className="ml-auto text-ink-3">{suggestion.detail}</span>
        </div>
      ))}
    </div>
  );
}
