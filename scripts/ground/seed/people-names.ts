import type { Random } from '../random.ts';

/** Invented names: common surnames of the region with common given names. Any likeness is chance. */
const SURNAMES = '王李张刘赵杨雷党权韩白郭马贺姚孙高任石曹袁何宋田樊段许侯吴周冯程郑董潘吕蔡罗田薛路卢井梁秦'.split('');
const GIVEN = [
  '建平',
  '志刚',
  '秀英',
  '红梅',
  '永强',
  '小军',
  '海霞',
  '文斌',
  '淑芳',
  '建军',
  '晓东',
  '春燕',
  '卫民',
  '玉兰',
  '振华',
  '雪梅',
  '长锁',
  '新民',
  '彩霞',
  '忠义',
  '宏斌',
  '艳萍',
  '保平',
  '根生',
  '丽娟',
  '双喜',
  '百锁',
  '焕玲',
  '俊峰',
  '银川',
  '亚妮',
  '志远',
  '拴牢',
  '继东',
  '翠花',
  '创业',
  '引娣',
  '世杰',
  '会民',
  '小宁',
  '天祥',
  '凤琴',
  '正阳',
  '满仓',
  '晓辉',
  '东升',
  '玲玲',
  '少华',
  '存良',
  '爱琴',
  '文涛',
  '全民',
  '巧云',
  '万里',
  '月娥',
  '立新',
  '海龙',
  '亚军',
  '小红',
  '德胜',
];

export interface NameMaker {
  /** A name not given before to a responsible person. */
  unique(): string;
  /** Any name (household heads may share theirs). */
  any(): string;
}

export function nameMaker(random: Random, taken: readonly string[]): NameMaker {
  const used = new Set(taken);
  const any = (): string => random.pick(SURNAMES) + random.pick(GIVEN);
  return {
    any,
    unique: () => {
      for (;;) {
        const name = any();
        if (used.has(name)) continue;
        used.add(name);
        return name;
      }
    },
  };
}

/** Demo numbers of valid form, one after another in a block written 199-0000-xxxx. */
export function phoneMaker(): () => string {
  let next = 100;
  return () => `1990000${String(next++).padStart(4, '0')}`;
}
