import { useState } from 'react';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import type { Samples } from './samples.ts';
import { Section } from './section.tsx';

export function FormsSection({ sample }: { sample: Samples }) {
  const { say, choices } = sample;
  const [text, setText] = useState('');
  const [note, setNote] = useState(say('善化桥墩冲刷，禁止通行。', 'Bridge pier scoured; closed.'));
  const [count, setCount] = useState<number | null>(117);
  const [team, setTeam] = useState<string | null>(null);
  const [found, setFound] = useState<string | null>('zz1');
  const [skills, setSkills] = useState<string[]>(['zz1']);
  return (
    <Section name="TextField · Select · ComboBox · NumberField · CheckboxGroup" wide>
      <div className="grid gap-4 grid-cols-[repeat(auto-fill,minmax(16rem,1fr))]">
        <TextField
          label={say('地点', 'Place')}
          value={text}
          onChange={setText}
          placeholder={say('村名或坐标', 'village or coordinates')}
          required
        />
        <TextField
          label={say('电话', 'Phone')}
          value="1380"
          onChange={() => undefined}
          error={say('号码应为11位，现有4位', '11 digits expected, 4 given')}
          description={say('接报人手机', 'caller’s phone')}
        />
        <TextField label={say('口令', 'Password')} type="password" value="secret" onChange={() => undefined} disabled />
        <TextField label={say('备注', 'Note')} value={note} onChange={setNote} lines={3} />
        <NumberField
          label={say('转移人数', 'People to move')}
          value={count}
          onChange={setCount}
          unit={say('人', 'people')}
          min={0}
          max={5000}
        />
        <NumberField
          label={say('被困', 'Trapped')}
          value={null}
          onChange={() => undefined}
          description={say('留空即正在核实', 'empty: being verified')}
        />
        <Select
          label={say('队伍', 'Team')}
          choices={choices}
          value={team}
          onChange={setTeam}
          placeholder={say('选择队伍', 'Choose a team')}
        />
        <ComboBox
          label={say('队伍（拼音、首字母）', 'Team (pinyin, initials)')}
          choices={choices}
          value={found}
          onChange={setFound}
        />
        <CheckboxGroup label={say('通知对象', 'Tell')} choices={choices} value={skills} onChange={setSkills} />
      </div>
    </Section>
  );
}
