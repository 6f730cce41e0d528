/** Two windows of one person on two monitors. */
export const monitors = {
  follow: {
    open: '在第二窗口打开调度台',
    key: '本窗口跟随另一窗口，再按不跟随',
    menu: '跟随另一窗口',
    on: '本窗口跟随另一窗口所选的事件',
    off: '本窗口不再跟随',
    where: '只有调度台和事件室可以跟随',
    blocked: '浏览器拦截了新窗口，请允许本站弹出窗口',
    mark: '跟随另一窗口',
    markAt: '跟随另一窗口 · {{at}}',
  },
} as const;
