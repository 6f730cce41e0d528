export const wall = {
  duty: {
    leader: '带班',
    officer: '值班',
    none: '未交接班',
  },
  unacked: '未确认',
  responseInForce: '{{hazard}}{{response}}',
  since: '{{at}}起',
  health: {
    link: '主链路',
    linkValue: '{{ms}} ms',
    linkLost: '中断',
    sensors: '水文气象',
    positions: '定位',
    sms: '短信网关',
    simulated: '模拟',
  },
} as const;
