export const signin = {
  title: '四统 · 县级应急指挥调度台',
  lead: '统一监测预警　统一信息发布上报　统一抢险救援组织　统一应急指挥',
  username: '账号',
  password: '口令',
  code: '验证码',
  codeHow: '验证器上的六位数字，或一个恢复码',
  submit: '登录',
  working: '正在登录',
  why: {
    bad_credentials: '账号或口令不正确',
    locked: '口令连续错误五次，账号已锁定，{{until}}后可重试',
    second_factor_needed: '该账号已启用二次验证，请输入验证码',
    bad_second_factor: '验证码不正确或已用过，请核对手机时间',
    disabled: '账号已停用，请联系管理员',
    offline: '连不上服务器，请检查网络',
    other: '登录没有成功（代码{{code}}），请重试',
  },
  insecure: {
    title: '当前为明文连接',
    body: '离线作业、定位、推送与屏幕常亮不可用。请用https地址打开，或由管理员配置证书。',
  },
  demo: '示意地图 · 演示数据',
} as const;
