import { useTranslation } from 'react-i18next';
import { numberedScreens, paths } from '../../paths.ts';
import { Chip } from '../../ui/chip.tsx';
import { LevelCounts } from '../../ui/level/level-badge.tsx';
import { ConsoleHeader } from '../../ui/shell/console-header.tsx';
import { Footer } from '../../ui/shell/footer.tsx';
import { WallHeader } from '../../ui/shell/wall-header.tsx';
import type { Samples } from './samples.ts';
import { Section } from './section.tsx';

export function ShellSection({ sample }: { sample: Samples }) {
  const { say } = sample;
  const { t } = useTranslation('common');
  return (
    <Section name="ConsoleHeader · WallHeader · Footer" wide>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <ConsoleHeader
          title={sample.county}
          homeHref={paths.duty}
          nav={numberedScreens.map((screen, index) => ({
            href: paths[screen],
            label: t(`screen.${screen}`),
            number: index + 1,
            current: screen === 'duty',
          }))}
          status={<Chip>{say('防汛二级响应　20:40起', 'Flood response II since 20:40')}</Chip>}
          counts={<LevelCounts counts={{ 1: 2, 2: 2, 3: 2, 4: 1 }} />}
          people={
            <>
              <div>{say('带班 李建国', 'Leader Li Jianguo')}</div>
              <div>{say('值班 王晓燕', 'Duty Wang Xiaoyan')}</div>
            </>
          }
        />
        <WallHeader
          title={sample.county}
          subtitle={say(
            '防汛二级应急响应 · 20:40启动 · 签发 张明远（指挥长）',
            'Flood response II · since 20:40 · signed Zhang Mingyuan',
          )}
          weather={say('暴雨21℃ 东北风4级', 'Rainstorm, 21 ℃, NE 4')}
          people={
            <>
              <div>{say('带班 李建国　138****2106', 'Leader Li Jianguo 138****2106')}</div>
              <div>{say('值班 王晓燕　0913-555 0110', 'Duty Wang Xiaoyan 0913-555 0110')}</div>
            </>
          }
        />
        <Footer
          health={[
            { id: 'link', label: say('主链路', 'Link'), value: '38 ms', state: 'ok' },
            { id: 'water', label: say('水文', 'Gauges'), value: '12/12', state: 'ok' },
            {
              id: 'gps',
              label: say('定位', 'Positions'),
              value: say('8/9 · 尧头1队 失联12分', '8/9 · Yaotou 1 lost 12 min'),
              state: 'fault',
            },
            { id: 'sms', label: say('短信网关', 'SMS gateway'), value: say('模拟', 'simulated'), state: 'simulated' },
          ]}
          keys={[
            { keys: 'F2', label: say('新建', 'new') },
            { keys: 'F4', label: say('确认', 'acknowledge') },
            { keys: 'F7', label: say('派队', 'dispatch') },
          ]}
          seat={say('席位 值班一席 · 王晓燕', 'Seat 1 · Wang Xiaoyan')}
        />
      </div>
    </Section>
  );
}
