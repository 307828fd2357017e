import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';

/** Simplified Chinese texts of a stock plugin. */
const messages = createTranslationMessages({
  ref: userSettingsTranslationRef,
  messages: {
    'languageToggle.title': '语言',
    'languageToggle.description': '更改语言',
    'languageToggle.select': '选择语言 {{language}}',
    'themeToggle.title': '主题',
    'themeToggle.description': '更改主题模式',
    'themeToggle.select': '选择{{theme}}',
    'themeToggle.selectAuto': '选择自动主题',
    'themeToggle.names.light': '浅色',
    'themeToggle.names.dark': '深色',
    'themeToggle.names.auto': '自动',
    'signOutMenu.title': '退出登录',
    'signOutMenu.moreIconTitle': '更多',
    'pinToggle.title': '固定导航',
    'pinToggle.description': '保持导航展开',
    'pinToggle.switchTitles.unpin': '取消固定导航',
    'pinToggle.switchTitles.pin': '固定导航',
    'pinToggle.ariaLabelTitle': '固定导航开关',
    'identityCard.title': '身份',
    'identityCard.noIdentityTitle': '没有身份',
    'identityCard.userEntity': '用户实体',
    'identityCard.ownershipEntities': '归属实体',
    'defaultProviderSettings.description':
      '用于访问 {{provider}} 的 API 和身份',
    'emptyProviders.title': '没有身份提供方',
    'emptyProviders.description': '未配置其他身份提供方。',
    'emptyProviders.action.title': '在 app-config.yaml 中按下方高亮处添加：',
    'emptyProviders.action.readMoreButtonTitle': '了解更多',
    'providerSettingsItem.title.signIn': '登录 {{title}}',
    'providerSettingsItem.title.signOut': '退出 {{title}}',
    'providerSettingsItem.buttonTitle.signIn': '登录',
    'providerSettingsItem.buttonTitle.signOut': '退出',
    'authProviders.title': '可用的身份提供方',
    'defaultSettingsPage.tabsTitle.general': '常规',
    'defaultSettingsPage.tabsTitle.authProviders': '身份提供方',
    'defaultSettingsPage.tabsTitle.featureFlags': '功能开关',
    'featureFlags.title': '功能开关',
    'featureFlags.description': '切换功能开关后请刷新页面',
    'featureFlags.emptyFlags.title': '没有功能开关',
    'featureFlags.emptyFlags.description':
      '插件可以注册功能开关，供用户选择启用。',
    'featureFlags.emptyFlags.action.title': '添加功能开关的示例：',
    'featureFlags.emptyFlags.action.readMoreButtonTitle': '了解更多',
    'featureFlags.filterTitle': '筛选',
    'featureFlags.clearFilter': '清除筛选',
    'featureFlags.flagItem.title.disable': '停用',
    'featureFlags.flagItem.title.enable': '启用',
    'featureFlags.flagItem.subtitle.registeredInApplication': '由应用注册',
    'featureFlags.flagItem.subtitle.registeredInPlugin':
      '由插件 {{pluginId}} 注册',
    'settingsLayout.title': '设置',
    sidebarTitle: '设置',
    'profileCard.title': '个人资料',
    'appearanceCard.title': '外观',
  },
});

export default messages;
