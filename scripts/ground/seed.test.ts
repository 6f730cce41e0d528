import { shelterCapacity } from '@sitong/shared/kernel/master/ground.ts';
import { PhoneSchema } from '@sitong/shared/kernel/master/people.ts';
import { expect, test } from 'vitest';
import { readSeed, readShipped } from './artefact.ts';
import { readNames } from './names.ts';

const seed = readSeed();
const ids = new Set(seed.persons.map((one) => one.id));
const villages = seed.divisions.filter((one) => !one.code.endsWith('000'));

test('[GROUND-8] the county has what the demo promises', () => {
  expect(seed.divisions.filter((one) => one.code.endsWith('000') && one.code !== seed.county)).toHaveLength(10);
  expect(villages).toHaveLength(175);
  expect(seed.sensors.length).toBeGreaterThanOrEqual(60);
  expect(new Set(seed.sensors.map((one) => one.kind))).toEqual(
    new Set(['rain', 'river_level', 'reservoir_level', 'displacement', 'gas']),
  );
  expect(seed.hazards.length).toBeGreaterThanOrEqual(80);
  expect(seed.shelters.length).toBeGreaterThanOrEqual(40);
  expect(seed.depots).toHaveLength(6);
  expect(seed.teams.length).toBeGreaterThanOrEqual(25);
  expect(seed.plans.map((one) => one.id)).toEqual(['plan-flash-flood', 'plan-flood', 'plan-landslide']);
  expect(seed.households.length).toBeGreaterThan(37_000);
  expect(seed.divisions[0]?.population).toBe(390_000);
});

test('[GROUND-8] names and codes are the real ones', () => {
  const names = readNames();
  expect(seed.divisions.map((one) => one.code).sort()).toEqual(
    [
      names.county.code,
      ...names.towns.map((one) => one.code),
      ...names.towns.flatMap((one) => one.villages.map((v) => v.code)),
    ].sort(),
  );
});

test('[GROUND-8] sums agree: county = towns = villages, and a rural village counts its own households', () => {
  for (const key of ['population', 'households'] as const) {
    const sum = (list: typeof seed.divisions): number => list.reduce((total, one) => total + one[key], 0);
    expect(sum(villages)).toBe(seed.divisions[0]?.[key]);
    for (const town of seed.divisions.slice(1, 11))
      expect(sum(villages.filter((one) => one.code.startsWith(town.code.slice(0, 9))))).toBe(town[key]);
  }
  const members = new Map<string, number>();
  for (const one of seed.households) members.set(one.division, (members.get(one.division) ?? 0) + one.members);
  for (const one of villages) expect(members.get(one.code) ?? 0, one.name).toBeLessThanOrEqual(one.population);
});

test('[GROUND-8] every village has a secretary and a grid worker, each with a deputy and a superior', () => {
  for (const village of villages)
    for (const duty of ['village_secretary', 'grid_worker']) {
      const row = seed.responsibilities.find((one) => one.division === village.code && one.duty === duty);
      expect(row, `${village.name} ${duty}`).toBeDefined();
      expect(row?.deputy).toBeDefined();
      expect(row?.superior).toBeDefined();
      expect(row?.deputy).not.toBe(row?.person);
    }
});

test('[GROUND-8] every reference leads somewhere', () => {
  const posts = new Set(seed.posts.map((one) => one.id));
  const sensors = new Set(seed.sensors.map((one) => one.id));
  const shelters = new Set(seed.shelters.map((one) => one.id));
  const hazards = new Set(seed.hazards.map((one) => one.id));
  const divisions = new Set(seed.divisions.map((one) => one.code));
  for (const one of seed.persons) expect(divisions.has(one.division)).toBe(true);
  for (const one of seed.posts) for (const id of [one.holder, ...one.deputies]) expect(ids.has(id), id).toBe(true);
  for (const one of seed.responsibilities)
    for (const id of [one.person, one.deputy, one.superior])
      expect(id === undefined || ids.has(id), String(id)).toBe(true);
  for (const one of seed.hazards) {
    expect(ids.has(one.responsible), one.responsible).toBe(true);
    for (const id of one.sensors) expect(sensors.has(id), id).toBe(true);
  }
  for (const one of seed.teams) expect(ids.has(one.leader)).toBe(true);
  for (const one of [...seed.shelters, ...seed.depots]) expect(ids.has(one.keeper)).toBe(true);
  expect(
    seed.households.filter(
      (one) =>
        !ids.has(one.responsible) ||
        (one.shelter !== undefined && !shelters.has(one.shelter)) ||
        (one.hazard !== undefined && !hazards.has(one.hazard)),
    ),
  ).toEqual([]);
  for (const plan of seed.plans) {
    const nodes = new Set(plan.nodes.map((one) => one.id));
    for (const node of plan.nodes) {
      expect(posts.has(node.ownerPost), node.ownerPost).toBe(true);
      for (const id of node.dependsOn) expect(nodes.has(id), id).toBe(true);
    }
  }
});

test('[GROUND-8] ids are unique and phones are of valid form, none given twice', () => {
  for (const list of [
    seed.persons,
    seed.posts,
    seed.responsibilities,
    seed.contacts,
    seed.households,
    seed.sensors,
    seed.hazards,
    seed.shelters,
    seed.depots,
    seed.teams,
  ])
    expect(new Set(list.map((one) => one.id)).size).toBe(list.length);
  expect(new Set(seed.persons.map((one) => one.phone)).size).toBe(seed.persons.length);
  for (const one of seed.persons) expect(PhoneSchema.safeParse(one.phone).success).toBe(true);
  const thresholds = seed.sensors.flatMap((one) => one.thresholds);
  expect(new Set(thresholds.map((one) => one.id)).size).toBe(thresholds.length);
  for (const one of thresholds) expect(one.returnBelow).toBeLessThan(one.raiseAt);
});

test('[GROUND-8] people at risk are the members of the households tied to the point', () => {
  const people = new Map<string, number>();
  for (const one of seed.households)
    if (one.hazard !== undefined) people.set(one.hazard, (people.get(one.hazard) ?? 0) + one.members);
  for (const one of seed.hazards) expect(one.peopleAtRisk, one.name).toBe(people.get(one.id) ?? 0);
});

test('[GROUND-9] the storm can play: 善化 above 洛城 on 大峪河, marks, teams, people and posts in place', () => {
  const sensor = (name: string) => seed.sensors.find((one) => one.name === name);
  const at = (name: string, label: string) => sensor(name)?.thresholds.find((one) => one.label === label)?.raiseAt;
  expect(at('善化水位站', '准备转移')).toBe(872.5);
  expect(at('善化水位站', '立即转移')).toBe(873.4);
  expect(sensor('善化水位站')?.feature).toBe('大峪河');
  expect(at('洛城桥水位站', '警戒水位')).toBe(718.8);
  for (const name of ['贺家桥雨量站', '蛾蟒雨量站', '善化雨量站', '水洼村后沟滑坡位移'])
    expect(sensor(name), name).toBeDefined();
  for (const name of ['善化小学', '王庄中学', '冯原中学'])
    expect(
      seed.shelters.some((one) => one.name === name),
      name,
    ).toBe(true);
  expect(shelterCapacity(seed.shelters.find((one) => one.name === '善化小学')!)).toBe(180);
  expect(shelterCapacity(seed.shelters.find((one) => one.name === '王庄中学')!)).toBe(420);
  const leads = ['冯原1队', '冯原2队', '王庄1队', '赵庄1队', '蓝天水域'].map(
    (name) => seed.teams.find((one) => one.name === name)?.leader,
  );
  expect(leads).toEqual(['p-team1', 'p-team2', 'p-team3', 'p-team4', 'p-team5']);
  for (const name of ['尧头1队', '澄消1', '急救2车', '路政1队'])
    expect(
      seed.teams.some((one) => one.name === name),
      name,
    ).toBe(true);
  expect(
    ['p-duty', 'p-leader', 'p-commander', 'p-town', 'p-village', 'p-admin'].map(
      (id) => seed.persons.find((one) => one.id === id)?.name,
    ),
  ).toEqual(['王晓燕', '李建国', '张明远', '孙莉', '王建民', '杜维']);
  const post = (id: string) => seed.posts.find((one) => one.id === id);
  expect([post('bureau-head')?.signsWarning, post('bureau-head')?.signsResponse]).toEqual([3, 4]);
  expect([post('deputy-county-head')?.signsWarning, post('deputy-county-head')?.signsResponse]).toEqual([2, 3]);
  expect([post('commander')?.signsWarning, post('commander')?.signsResponse]).toEqual([1, 1]);
  expect(post('bureau-head')?.deputies).toContain('p-leader');
  expect(seed.hazards.find((one) => one.name === '善化村沟口山洪')?.peopleAtRisk).toBe(386);
});

test('[GROUND-6] the sheet names a hash for each layer and the counts of this seed', () => {
  const sheet: unknown = JSON.parse(readShipped('layers.json').toString('utf8'));
  expect(sheet).toMatchObject({
    notice: expect.stringContaining('示意地图 · 演示数据'),
    layers: { road: { sha256: expect.stringMatching(/^[0-9a-f]{32}$/) }, boundary: { features: expect.any(Number) } },
    counts: {
      villages: 175,
      households: seed.households.length,
      sensors: seed.sensors.length,
      teams: seed.teams.length,
    },
  });
});
