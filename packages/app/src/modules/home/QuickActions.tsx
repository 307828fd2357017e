import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from 'react-router-dom';
import AddIcon from '@material-ui/icons/AddCircleOutline';
import MergeIcon from '@material-ui/icons/CallMerge';
import GridIcon from '@material-ui/icons/GridOn';
import BookIcon from '@material-ui/icons/MenuBook';
import { appTranslationRef } from '../../translation';
import { useHomeStyles } from './homeStyles';

/** The few things people come to do. */
export function QuickActions() {
  const classes = useHomeStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const actions = [
    {
      to: '/environments',
      icon: <GridIcon />,
      title: t('home.compare'),
      hint: t('home.compareHint'),
    },
    {
      to: '/create',
      icon: <AddIcon />,
      title: t('home.createEnvironment'),
      hint: t('home.createEnvironmentHint'),
    },
    {
      to: '/docs/default/component/chat2sql-runbooks',
      icon: <BookIcon />,
      title: t('home.runbooks'),
      hint: t('home.runbooksHint'),
    },
    {
      to: '/changes',
      icon: <MergeIcon />,
      title: t('home.changes'),
      hint: t('home.changesHint'),
    },
  ];
  return (
    <section aria-labelledby="home-actions">
      <h2 className={classes.title} id="home-actions">
        {t('home.quickActions')}
      </h2>
      <ul className={classes.list}>
        {actions.map(action => (
          <li key={action.to}>
            <Link to={action.to} className={classes.row}>
              {action.icon}
              <span className={classes.words}>
                {action.title}
                <span className={classes.meta}>{action.hint}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
