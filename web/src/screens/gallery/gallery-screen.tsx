import { useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '../../i18n/language.ts';
import { ChipChoice } from '../../ui/chip.tsx';
import { ClockProvider } from '../../ui/clock/clock-context.tsx';
import { browserMachine, createClockStore } from '../../ui/clock/clock-store.ts';
import { formatLanguage } from '../../ui/format/language.ts';
import { type Surface, useSurface } from '../../ui/surface.ts';
import { themeChoices } from '../../ui/theme.ts';
import { useThemes } from '../../ui/theme-context.tsx';
import { defaultWallProfile } from '../../ui/wall-profile.ts';
import { FeedbackSection } from './feedback-section.tsx';
import { FormsSection } from './forms-section.tsx';
import { ListsSection } from './lists-section.tsx';
import { MarksSection } from './marks-section.tsx';
import { PanelsSection } from './panels-section.tsx';
import { samples, storyMs } from './samples.ts';
import { ShellSection } from './shell-section.tsx';
import { StatesSection } from './states-section.tsx';

const surfaces: Readonly<Record<Surface['kind'], Surface>> = {
  desk: { kind: 'desk' },
  wall: { kind: 'wall', profile: defaultWallProfile },
  phone: { kind: 'phone' },
};

/** Every part in every state, in each theme, language and surface: to be looked at and photographed. */
export function GalleryScreen() {
  const { t, i18n } = useTranslation(['common', 'ui']);
  const themes = useThemes();
  const choice = useSyncExternalStore(themes.subscribe, themes.choice);
  const language = formatLanguage(i18n.language);
  const [surface, setSurface] = useState<Surface['kind']>('desk');
  useSurface(surfaces[surface]);
  const sample = useMemo(() => samples(language), [language]);
  // The clock stands at the second the pictures show, so that two photographs can be compared.
  const [clock] = useState(() => {
    const store = createClockStore(browserMachine);
    store.sync({ worldMs: storyMs, rate: 0 });
    return store;
  });
  return (
    <ClockProvider clock={clock}>
      <main className="p-gutter">
        <header className="flex flex-wrap items-center gap-6 px-pad py-3">
          <h1 className="m-0 text-title font-medium">{t('screen.gallery')}</h1>
          <ChipChoice
            label={t('ui:theme.label')}
            value={choice}
            onChange={themes.choose}
            choices={themeChoices.map((id) => ({ id, label: t(`ui:theme.${id}`) }))}
          />
          <ChipChoice
            label={t('language.label')}
            value={language}
            onChange={(next) => void setLanguage(next, localStorage)}
            choices={languages.map((id) => ({ id, label: t(id === 'en' ? 'language.en' : 'language.zh') }))}
          />
          <ChipChoice
            label={t('surface.label')}
            value={surface}
            onChange={setSurface}
            choices={(['desk', 'wall', 'phone'] as const).map((id) => ({ id, label: t(`surface.${id}`) }))}
          />
        </header>
        <div className="grid gap-gutter grid-cols-[repeat(auto-fill,minmax(min(30rem,100%),1fr))]" key={language}>
          <ShellSection sample={sample} />
          <MarksSection sample={sample} />
          <PanelsSection sample={sample} />
          <ListsSection sample={sample} />
          <FormsSection sample={sample} />
          <FeedbackSection sample={sample} />
          <StatesSection sample={sample} />
        </div>
      </main>
    </ClockProvider>
  );
}
