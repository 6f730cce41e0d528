/** One sentence for each refusal code of the pillars and the lane. */
export const refusals = {
  unknown: '操作被拒绝（代码 {{code}}）',
  code: {
    role_required: '当前账号没有此权限，需要角色：{{roles}}',
    overloaded: '服务器繁忙，未受理，请稍后重试',
    too_busy: '多人同时修改同一对象，请重试',
    world_closed: '该演练或场景已关闭',
    unavailable: '服务器暂时无法处理，结果未知，可安全重试',
    bad_intent: '内容不合要求：{{message}}',
    no_connection: '尚未连接服务器',
  },
} as const;
