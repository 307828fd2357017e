import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PageBody, StateView } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';
import { useHomeStyles } from './homeStyles';
import { MyThings } from './MyThings';
import { QuickActions } from './QuickActions';
import { SearchBox } from './SearchBox';

/** What needs attention now, and the shortest ways to the rest. */
export function HomePage(props: {
  sections: ReadonlyArray<{ id: string; element: JSX.Element }>;
}) {
  const classes = useHomeStyles();
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <PageBody>
      <SearchBox />
      <div className={classes.grid}>
        <div className={classes.column}>
          {props.sections.length === 0 && (
            <StateView kind="empty" title={t('home.noSections')} />
          )}
          {props.sections.map(section => (
            <Fragment key={section.id}>{section.element}</Fragment>
          ))}
        </div>
        <div className={classes.column}>
          <QuickActions />
          <MyThings />
        </div>
      </div>
    </PageBody>
  );
}
