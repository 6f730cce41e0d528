import { AUDIT_ROLES } from '@sitong/shared/kernel/audit.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useState, useSyncExternalStore } from 'react';
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '../i18n/language.ts';
import { paths } from '../paths.ts';
import { ApiError } from '../plumbing/http/api.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { inWorld } from '../plumbing/live/world-address.ts';
import { DeviceListLater } from '../plumbing/session/devices/device-list-later.tsx';
import { PasswordForm } from '../plumbing/session/own-password/password-form.tsx';
import { SecondFactorPanel } from '../plumbing/session/second-factor/second-factor-panel.tsx';
import { signOut, useSession } from '../plumbing/session/session-store.ts';
import { Dialog } from '../ui/feedback/dialog.tsx';
import { showNotice } from '../ui/feedback/toast.tsx';
import { Icon } from '../ui/icon.tsx';
import { themeChoices } from '../ui/theme.ts';
import { useThemes } from '../ui/theme-context.tsx';
import { canFollow } from './second-window/chosen.ts';
import { setFollow, useFollow } from './second-window/follow-store.ts';
import { openSecondWindow } from './second-window/open-second.ts';
import { SOUND_ORDER } from './sound/sound-plan.ts';
import { takeSound, testSound, useSound } from './sound/sound-store.ts';

const itemLook =
  'flex items-center gap-2 min-h-row-group px-3 rounded-control cursor-default outline-none hovered:bg-bg-1 focused:bg-bg-1 focus-seen:shadow-[inset_0_0_0_2px_var(--focus)]';
const headLook = 'px-3 pt-2 text-meta text-ink-3';

/** Who finds the way to a screen in the menu; the server and the screen's own gate decide who gets in. */
const OPEN_TO: Readonly<Record<'admin' | 'drills', readonly Role[]>> = {
  admin: AUDIT_ROLES,
  drills: ['duty_officer', 'duty_leader', 'commander', 'admin'],
};

/** Who sits here, and what belongs to this place: look, language, test tones, sign-out. */
export function ShellMenu({ seat }: { seat: string }) {
  const { t, i18n } = useTranslation(['duty', 'ui', 'common', 'account', 'signin', 'monitors']);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const follow = useFollow((state) => state.follow);
  const { roles } = useSession();
  const world = useLive((live) => live.world);
  const [own, setOwn] = useState<'none' | 'second' | 'password' | 'phones'>('none');
  const close = (): void => setOwn('none');
  const doors = (['admin', 'drills'] as const).filter((name) => roles.some((role) => OPEN_TO[name].includes(role)));
  const themes = useThemes();
  const ringsThere = useSound(({ owner }) => owner === 'there');
  const choice = useSyncExternalStore(themes.subscribe, themes.choice);
  const chosen = (is: boolean) => (is ? <Icon name="check" /> : <span className="w-[1em]" />);
  const leave = (): void => {
    signOut().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      showNotice({ kind: 'fault', title: t('duty:menu.signOutFailed'), detail: error.code });
    });
  };
  return (
    <>
      <MenuTrigger>
        <AriaButton className="inline-flex items-center gap-1 px-2 min-h-6 rounded-control hovered:bg-bg-2 cursor-default">
          {seat}
          <Icon name="chevron" className="rotate-180" />
        </AriaButton>
        <Popover placement="top end" className="z-dialog min-w-48 bg-bg-2 border border-control rounded-control p-1">
          <Menu aria-label={t('duty:menu.label')} className="outline-none max-h-[80dvh] overflow-auto">
            <MenuSection>
              {doors.map((name) => (
                <MenuItem
                  key={name}
                  className={itemLook}
                  onAction={() => void navigate({ to: name === 'admin' ? paths.admin : inWorld(paths[name], world) })}
                >
                  <span className="w-[1em]" />
                  {t(`account:menu.${name}`)}
                </MenuItem>
              ))}
              <MenuItem className={itemLook} onAction={() => setOwn('second')}>
                <span className="w-[1em]" />
                {t('account:menu.second')}
              </MenuItem>
              <MenuItem className={itemLook} onAction={() => setOwn('password')}>
                <span className="w-[1em]" />
                {t('signin:own.title')}
              </MenuItem>
              <MenuItem className={itemLook} onAction={() => setOwn('phones')}>
                <span className="w-[1em]" />
                {t('account:menu.phones')}
              </MenuItem>
            </MenuSection>
            <MenuSection>
              <MenuItem
                className={itemLook}
                onAction={() => {
                  if (openSecondWindow() === 'blocked')
                    showNotice({ kind: 'refused', title: t('monitors:follow.blocked') });
                }}
              >
                <span className="w-[1em]" />
                {t('monitors:follow.open')}
              </MenuItem>
              {canFollow(pathname) ? (
                <MenuItem className={itemLook} onAction={() => setFollow(follow === 'on' ? 'off' : 'on')}>
                  {chosen(follow === 'on')}
                  {t('monitors:follow.menu')}
                </MenuItem>
              ) : null}
            </MenuSection>
            <MenuSection>
              <Header className={headLook}>{t('ui:theme.label')}</Header>
              {themeChoices.map((name) => (
                <MenuItem key={name} className={itemLook} onAction={() => themes.choose(name)}>
                  {chosen(choice === name)}
                  {t(`ui:theme.${name}`)}
                </MenuItem>
              ))}
            </MenuSection>
            <MenuSection>
              <Header className={headLook}>{t('common:language.label')}</Header>
              {languages.map((name) => (
                <MenuItem key={name} className={itemLook} onAction={() => void setLanguage(name, localStorage)}>
                  {chosen(i18n.resolvedLanguage === name)}
                  {t(name === 'en' ? 'common:language.en' : 'common:language.zh')}
                </MenuItem>
              ))}
            </MenuSection>
            <MenuSection>
              <Header className={headLook}>{t('duty:menu.test')}</Header>
              {SOUND_ORDER.map((name) => (
                <MenuItem key={name} className={itemLook} onAction={() => void testSound(name)}>
                  <span className="w-[1em]" />
                  {t(`duty:sound.${name}`)}
                </MenuItem>
              ))}
              {ringsThere ? (
                <MenuItem className={itemLook} onAction={takeSound}>
                  <span className="w-[1em]" />
                  {t('duty:sound.owner.takeHere')}
                </MenuItem>
              ) : null}
            </MenuSection>
            <MenuSection>
              <MenuItem className={`${itemLook} border-t border-hairline`} onAction={leave}>
                <span className="w-[1em]" />
                {t('duty:menu.signOut')}
              </MenuItem>
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      {own === 'second' ? (
        <Dialog open onClose={close} title={t('account:second.title')}>
          <SecondFactorPanel onDone={close} />
        </Dialog>
      ) : null}
      {own === 'phones' ? (
        <Dialog open onClose={close} title={t('account:menu.phones')}>
          <Suspense fallback={null}>
            <DeviceListLater path="/api/devices" />
          </Suspense>
        </Dialog>
      ) : null}
      {own === 'password' ? (
        <Dialog open onClose={close} title={t('signin:own.title')}>
          <PasswordForm onDone={close} />
        </Dialog>
      ) : null}
    </>
  );
}
