import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '../../i18n/language.ts';
import type { OfflineSupport } from '../../plumbing/pwa/phone-page.ts';
import { DeviceList } from '../../plumbing/session/devices/device-list.tsx';
import { PasswordForm } from '../../plumbing/session/own-password/password-form.tsx';
import { signOut } from '../../plumbing/session/session-store.ts';
import { Icon } from '../../ui/icon.tsx';
import { themeChoices } from '../../ui/theme.ts';
import { useThemes } from '../../ui/theme-context.tsx';
import { useField, useOutboxNow } from './field-context.tsx';
import { FieldSheet } from './field-sheet.tsx';
import { OutboxCard } from './outbox-card.tsx';
import { useEnrolment } from './own-phone/enrolment.ts';
import { phoneDatabase } from './phone-database.ts';
import { ring, soundState, unlockSound } from './sound.ts';

/** What is not an act: settings, what works here and what not, the whole outbox, signing out. */
export function MenuSheet({
  open,
  onClose,
  onReport,
  offline,
}: {
  open: boolean;
  onClose: () => void;
  onReport: () => void;
  offline: OfflineSupport | undefined;
}) {
  const { t } = useTranslation(['phone', 'field']);
  const { line } = useField();
  const { items, photos } = useOutboxNow();
  const waiting = items.some(({ status }) => status.kind === 'waiting') || photos.length > 0;
  return (
    <FieldSheet open={open} onClose={onClose} title={t('menu.title')}>
      <button type="button" className="field-button min-h-14" onClick={onReport}>
        {t('field:report.open')}
      </button>
      <Choices />
      <button
        type="button"
        className="field-button"
        onClick={() => {
          unlockSound();
          ring();
        }}
      >
        {t('menu.soundTest')}
      </button>
      <Support offline={offline} />
      <Tracker />
      <OwnPhones />
      <OwnPassword />
      <OutboxCard />
      <button
        type="button"
        className="field-button"
        aria-disabled={line.kind === 'away' || waiting || undefined}
        onClick={() => {
          if (line.kind === 'live' && !waiting) void leave();
        }}
      >
        {waiting ? t('menu.signOutWaiting') : line.kind === 'away' ? t('menu.signOutAway') : t('menu.signOut')}
      </button>
    </FieldSheet>
  );
}

/** Who leaves takes along what the phone knew for them; acts that are not sent hold the door (above). */
async function leave(): Promise<void> {
  await signOut();
  await phoneDatabase.keepOnly(() => false);
}

function Choices() {
  const { t, i18n } = useTranslation(['phone', 'common']);
  const themes = useThemes();
  const [theme, setTheme] = useState(themes.choice());
  return (
    <>
      <fieldset className="m-0 flex flex-wrap gap-2 border-0 p-0" aria-label={t('phone:menu.theme')}>
        {themeChoices.map((choice) => (
          <button
            key={choice}
            type="button"
            className="field-button flex-1 px-1"
            aria-pressed={theme === choice}
            onClick={() => {
              themes.choose(choice);
              setTheme(choice);
            }}
          >
            {t(`phone:menu.themes.${choice}`)}
          </button>
        ))}
      </fieldset>
      <fieldset className="m-0 flex gap-2 border-0 p-0" aria-label={t('common:language.label')}>
        {languages.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            className="field-button flex-1"
            aria-pressed={i18n.language === language}
            onClick={() => void setLanguage(language, localStorage)}
          >
            {t(language === 'en' ? 'common:language.en' : 'common:language.zh')}
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** What this browser does not give, each with what it costs. */
function Support({ offline }: { offline: OfflineSupport | undefined }) {
  const { t } = useTranslation('phone');
  const { position } = useField();
  const bound = useEnrolment((now) => now.bound);
  const lines = [
    offline === undefined
      ? t('support.checking')
      : offline.kind === 'ready'
        ? t(offline.persisted === 'yes' ? 'support.kept' : 'support.notPersisted')
        : t(`support.off.${offline.why}`),
    bound === undefined
      ? t('device.checking')
      : bound.kind === 'bound'
        ? t('device.bound')
        : t(`device.off.${bound.why}`),
    t(phoneDatabase.keeps() === 'sealed' ? 'device.sealed' : 'device.open'),
    position.kind === 'off' ? t(`support.position.${position.why}`) : undefined,
    soundState() === 'ready' ? undefined : t('support.sound'),
  ];
  return (
    <ul className="m-0 grid list-none gap-1 p-0 text-meta text-ink-2">
      {lines.map((line) => (line === undefined ? null : <li key={line}>{line}</li>))}
    </ul>
  );
}

/** The own phones, this one among them: a lost one is ended from the next. */
function OwnPhones() {
  const { t } = useTranslation('phone');
  return <Fold title={t('devices.title')}>{() => <DeviceList path="/api/devices" look="phone" />}</Fold>;
}

function OwnPassword() {
  const { t } = useTranslation('signin');
  return <Fold title={t('own.title')}>{(close) => <PasswordForm onDone={close} />}</Fold>;
}

/** Drawn, and asked of the server, only once it is opened. */
function Fold({ title, children }: { title: string; children: (close: () => void) => ReactNode }) {
  const [shown, setShown] = useState<'no' | 'yes'>('no');
  return (
    <details
      className="rounded-phone border border-hairline px-4"
      open={shown === 'yes'}
      onToggle={(event) => setShown(event.currentTarget.open ? 'yes' : 'no')}
    >
      <summary className="flex min-h-12 cursor-default items-center justify-between font-medium">
        {title}
        <Icon name="chevron" className={`text-ink-2 ${shown === 'yes' ? 'rotate-180' : ''}`} />
      </summary>
      {shown === 'yes' ? <div className="pb-4">{children(() => setShown('no'))}</div> : null}
    </details>
  );
}

/** A page tells no position with the screen off: a tracker app does (reliability §5). */
function Tracker() {
  const { t } = useTranslation('phone');
  const { session } = useField();
  const [team] = session.teams;
  if (team === undefined) return null;
  return (
    <Fold title={t('tracker.title')}>
      {() => (
        <>
          <p className="m-0 pb-2 text-meta text-ink-2">{t('tracker.why')}</p>
          <dl className="m-0 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
            <dt className="text-ink-3">{t('tracker.server')}</dt>
            <dd className="m-0 break-all select-all">{`${window.location.origin}/api/ingest/osmand`}</dd>
            <dt className="text-ink-3">{t('tracker.id')}</dt>
            <dd className="m-0 break-all select-all">{team}</dd>
            <dt className="text-ink-3">{t('tracker.token')}</dt>
            <dd className="m-0">{t('tracker.tokenFrom')}</dd>
            <dt className="text-ink-3">{t('tracker.every')}</dt>
            <dd className="m-0">{t('tracker.everyValue')}</dd>
          </dl>
        </>
      )}
    </Fold>
  );
}
