import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { PageBody, StateView } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from 'react-router-dom';
import { appTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    title: {
      margin: theme.spacing(3, 0, 2),
      fontSize: 20,
      lineHeight: '28px',
      fontWeight: 600,
    },
    actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'Chat2SqlNotFoundPage' },
);

/** An address that leads nowhere, and where to go from there. */
export function NotFoundPage() {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <PageBody>
      <h1 className={classes.title}>404</h1>
      <StateView
        kind="empty"
        title={t('frame.notFound')}
        description={t('frame.notFoundHint')}
        action={
          <div className={classes.actions}>
            <Button component={Link} to="/" variant="outlined">
              {t('frame.toHome')}
            </Button>
            <Button component={Link} to="/search" variant="outlined">
              {t('frame.toSearch')}
            </Button>
          </div>
        }
      />
    </PageBody>
  );
}
