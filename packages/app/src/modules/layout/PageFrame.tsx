import { useCallback, useEffect, useMemo } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { MainLandmark } from '@chat2sql/plugin-platform-react';
import { PluginHeader } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { useResolvedPath } from 'react-router-dom';
import { appTranslationRef } from '../../translation';
import { PageTabs } from './PageTabs';
import { titleKey } from './titleKey';

const useStyles = makeStyles(
  {
    // The tabs below draw the line instead.
    withTabs: {
      '& .bui-PluginHeader': {
        '--bui-plugin-header-margin-bottom': 0,
        '--bui-plugin-header-toolbar-border-bottom': 'none',
        '--bui-plugin-header-toolbar-padding-bottom': '4px',
      },
    },
  },
  { name: 'Chat2SqlPageFrame' },
);

/**
 * The frame of every page: the stock header with translated title and tabs,
 * and the title of the browser tab. Plugins hand their titles over as plain
 * English text, so they are translated here.
 */
export function PageFrame(props: PageLayoutProps) {
  const { icon, noHeader, titleLink, headerActions, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const { items } = useBreadcrumbEntries();
  const appTitle = useApi(configApiRef).getOptionalString('app.title');
  const parentPath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const translate = useCallback(
    (text: string) => {
      const key = titleKey(text);
      return key ? t(key) : text;
    },
    [t],
  );
  const breadcrumbs = items.map(item => ({
    ...item,
    label: translate(item.label),
  }));
  const title = props.title && translate(props.title);
  const tabs = useMemo(
    () =>
      props.tabs?.map(tab => ({
        ...tab,
        label: translate(tab.label),
        href: tab.href.startsWith('/')
          ? tab.href
          : `${parentPath}/${tab.href}`.replace(/\/{2,}/g, '/'),
      })),
    [props.tabs, parentPath, translate],
  );
  const deepest = breadcrumbs[breadcrumbs.length - 1]?.label;
  useEffect(() => {
    if (!title) return;
    const names = [deepest, title, appTitle].filter(Boolean);
    document.title = [...new Set(names)].join(' · ');
  }, [title, deepest, appTitle]);

  if (noHeader) return <>{children}</>;
  const content = (
    <>
      <header className={tabs ? classes.withTabs : undefined}>
        <PluginHeader
          title={title}
          icon={icon}
          titleLink={titleLink}
          breadcrumbs={breadcrumbs}
          customActions={headerActions}
        />
        {tabs && title && <PageTabs label={title} tabs={tabs} />}
      </header>
      <MainLandmark>{children}</MainLandmark>
    </>
  );
  if (!title) return content;
  return (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (parentPath || '/') }}
    >
      {content}
    </BreadcrumbEntry>
  );
}
