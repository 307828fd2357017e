/** The platform's own sans, with the Chinese fonts of common systems behind it. */
export const FONT_FAMILY =
  "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif";
