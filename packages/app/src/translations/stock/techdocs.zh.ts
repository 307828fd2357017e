import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';

/** Simplified Chinese texts of a stock plugin. */
const messages = createTranslationMessages({
  ref: techdocsTranslationRef,
  messages: {
    'aboutCard.viewTechdocs': '查看文档',
    'notFound.title': '没有找到文档',
    'notFound.builderNote':
      '文档尚未构建。运行 ./portal doctor，它会指出需要安装什么。',
    'buildLogs.title': '构建详情',
    'buildLogs.closeDrawer': '关闭',
    'buildLogs.showBuildLogs': '显示构建日志',
    'buildLogs.waitingForLogs': '等待日志',
    'stateIndicator.initialBuild.message':
      '首次访问，正在准备文档。之后会快很多。',
    'stateIndicator.contentStaleRefreshing.message': '正在准备较新版本的文档。',
    'stateIndicator.contentStaleReady.message':
      '较新版本的文档已就绪，请刷新查看。',
    'stateIndicator.contentStaleReady.refreshButton': '刷新',
    'stateIndicator.contentStaleError.message': '构建较新版本的文档失败。',
    'redirectNotification.redirectNow': '立即跳转',
    'search.noResults': '没有找到结果',
    'search.placeholder': '在 {{entityTitle}} 文档中搜索',
    'readerPageHeader.owner': '负责方',
    'readerPageHeader.lifecycle': '生命周期',
    'readerPageHeader.source': '源文件',
    'home.supportButton': '浏览所有文档。',
    'pageWrapper.title': '文档',
    'pageWrapper.subtitle': '{{orgName}} 的文档',
    'table.columns.document': '文档',
    'table.columns.owner': '负责方',
    'table.columns.kind': '种类',
    'table.columns.type': '类型',
    'table.header.actions': '操作',
    'table.toolbar.searchPlaceholder': '筛选',
    'table.pagination.labelRowsSelect': '行',
    'table.body.emptyDataSourceMessage': '没有记录',
    'table.actions.copyDocsUrl': '复制文档链接',
    'table.actions.addToFavorites': '收藏',
    'table.actions.removeFromFavorites': '取消收藏',
    'table.emptyState.title': '没有文档',
    'table.emptyState.description':
      '为实体添加 techdocs 注解即可在此显示文档。',
    'table.emptyState.docsButton': '文档',
    'table.title.all': '全部',
    'error.couldNotLoad': '无法加载文档列表。',
    'nav.title': '文档',
    'entityContent.title': '文档',
    'reader.settings': '设置',
  },
});

export default messages;
