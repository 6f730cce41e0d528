import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { KeyHint } from '../key-hint.tsx';
import { chordOf } from './chord.ts';
import { useLetters } from './keys-context.tsx';
import { changeLetter, chordOfLetter, LETTERS, type Letter, type LetterRefused } from './letters.ts';

/** Every letter with its meaning, to be given another key or none; kept for this person on this computer. */
export function LettersSection() {
  const { t } = useTranslation('ui');
  const [letters, setLetters] = useLetters();
  return (
    <section aria-labelledby="letters-title" className="pt-6">
      <h3 id="letters-title" className="m-0 text-body font-medium">
        {t('keys.letters')}
      </h3>
      <p className="m-0 py-1 text-meta text-ink-2">{t('keys.lettersHow')}</p>
      <ul className="m-0 p-0 list-none">
        {LETTERS.map((letter) => (
          <LetterRow key={letter} letter={letter} />
        ))}
      </ul>
      <div className="pt-3">
        <Button
          disabledReason={Object.keys(letters).length === 0 ? t('keys.asShipped') : undefined}
          onPress={() => setLetters({})}
        >
          {t('keys.reset')}
        </Button>
      </div>
    </section>
  );
}

function LetterRow({ letter }: { letter: Letter }) {
  const { t } = useTranslation('ui');
  const [letters, setLetters] = useLetters();
  const [asking, setAsking] = useState<'no' | 'yes'>('no');
  const [refused, setRefused] = useState<LetterRefused>();
  const row = useRef<HTMLLIElement | null>(null);
  const chord = chordOfLetter(letters, letter);
  const meaning = t(`keys.letter.${letter}`);
  const give = (to: string | null): void => {
    const changed = changeLetter(letters, letter, to);
    setRefused(changed.ok ? undefined : changed.refused);
    if (!changed.ok) return;
    setLetters(changed.map);
    setAsking('no');
  };
  const wasAsking = useRef(asking);
  useEffect(() => {
    // The field is gone with its answer: back to the button that asked.
    if (wasAsking.current === 'yes' && asking === 'no') row.current?.querySelector('button')?.focus();
    wasAsking.current = asking;
  }, [asking]);
  return (
    <li ref={row} className="flex flex-wrap items-center gap-3 py-1 border-t border-row-line">
      <span className="w-28">{chord === null ? t('keys.off') : <KeyHint keys={letter} />}</span>
      <span className="flex-1">{meaning}</span>
      {asking === 'yes' ? (
        <NextKey
          label={t('keys.pressNew', { action: meaning })}
          onKey={give}
          onLeave={() => {
            setRefused(undefined);
            setAsking('no');
          }}
        />
      ) : (
        <>
          <Button label={t('keys.changeOf', { action: meaning })} onPress={() => setAsking('yes')}>
            {t('keys.change')}
          </Button>
          <Button
            label={t(chord === null ? 'keys.switchOnOf' : 'keys.switchOffOf', { action: meaning })}
            onPress={() => give(chord === null ? letter : null)}
          >
            {t(chord === null ? 'keys.switchOn' : 'keys.switchOff')}
          </Button>
        </>
      )}
      {refused === undefined ? null : (
        <p role="alert" className="m-0 basis-full text-level-1">
          {refused.kind === 'taken'
            ? t('keys.taken', { action: t(`keys.letter.${refused.by}`) })
            : t('keys.notALetter')}
        </p>
      )}
    </li>
  );
}

/** Takes the next key, whichever it is, and does nothing else with it. */
function NextKey({ label, onKey, onLeave }: { label: string; onKey: (chord: string) => void; onLeave: () => void }) {
  const field = useRef<HTMLInputElement | null>(null);
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onLeave();
      return;
    }
    // The field takes no text, so that no input method is at work in it.
    const chord = chordOf(event.nativeEvent);
    if (chord !== undefined) onKey(chord);
  };
  return (
    <input
      ref={field}
      readOnly
      value={label}
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={onLeave}
      className="min-h-control w-64 px-2 rounded-control border border-control bg-bg-0 text-ink-1"
    />
  );
}
