import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';

/** Simplified Chinese texts of a stock plugin. */
const messages = createTranslationMessages({
  ref: coreComponentsTranslationRef,
  messages: {
    'signIn.title': '登录',
    'signIn.loginFailed': '登录失败',
    skipToContent: '跳到内容',
    'copyTextButton.tooltipText': '已复制到剪贴板',
    'simpleStepper.reset': '重置',
    'simpleStepper.finish': '完成',
    'simpleStepper.next': '下一步',
    'simpleStepper.skip': '跳过',
    'simpleStepper.back': '上一步',
    'errorPage.subtitle': '{{status}} {{statusMessage}}',
    'errorPage.title': '无法显示此页面',
    'errorPage.goBack': '返回',
    'errorPage.showMoreDetails': '显示详情',
    'errorPage.showLessDetails': '收起详情',
    'emptyState.missingAnnotation.title': '缺少注解',
    'emptyState.missingAnnotation.actionTitle':
      '按下方高亮示例，在组件的 YAML 中添加注解：',
    'emptyState.missingAnnotation.readMore': '了解更多',
    'supportConfig.default.title': '未配置支持渠道',
    'supportConfig.default.linkTitle': '添加配置项 `app.support`',
    'errorBoundary.title': '请联系 {{slackChannel}} 获取帮助。',
    'oauthRequestDialog.title': '需要登录',
    'oauthRequestDialog.authRedirectTitle': '将跳转到 OAuth 登录。',
    'oauthRequestDialog.login': '登录',
    'oauthRequestDialog.rejectAll': '全部拒绝',
    'oauthRequestDialog.message':
      '登录以允许 {{appTitle}} 访问 {{provider}} 的 API 和身份。',
    'supportButton.title': '支持',
    'supportButton.close': '关闭',
    'table.filter.title': '筛选',
    'table.filter.clearAll': '全部清除',
    'table.filter.placeholder': '全部结果',
    'table.body.emptyDataSourceMessage': '没有记录',
    'table.pagination.firstTooltip': '第一页',
    'table.pagination.labelDisplayedRows': '{from}-{to} / {count}',
    'table.pagination.labelRowsSelect': '行',
    'table.pagination.lastTooltip': '最后一页',
    'table.pagination.nextTooltip': '下一页',
    'table.pagination.previousTooltip': '上一页',
    'table.toolbar.search': '筛选',
    'table.header.actions': '操作',
    'autoLogout.stillTherePrompt.title': '因长时间未操作即将退出',
    'autoLogout.stillTherePrompt.buttonText': '保持登录',
    'dependencyGraph.fullscreenTooltip': '切换全屏',
    'logViewer.downloadBtn.tooltip': '下载日志',
    'logViewer.copyBtn.tooltip': '复制日志到剪贴板',
    'logViewer.searchField.placeholder': '搜索',
  },
});

export default messages;
