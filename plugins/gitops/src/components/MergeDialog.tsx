import type { DialogApiDialog } from '@backstage/frontend-plugin-api';
import type { ChangeDetail } from '@chat2sql/plugin-gitops-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useText } from '../hooks/useText';
import { checksSummary } from '../model/words';

/** Asks before a merge, naming the tier and what happens then. Closes with true to merge. */
export function MergeDialog(props: {
  dialog: DialogApiDialog<boolean>;
  change: ChangeDetail;
}) {
  const t = useText();
  const { dialog, change } = props;
  const { tier, title, consequences, checks } = change;
  const allPass = checks.every(check => check.status === 'pass');
  return (
    <Dialog
      open
      onClose={() => dialog.close(false)}
      aria-labelledby="merge-title"
      aria-describedby="merge-body"
    >
      <DialogTitle id="merge-title">
        {t('action.mergeTitle', { tier })}
      </DialogTitle>
      <DialogContent id="merge-body">
        <DialogContentText>
          {consequences
            ? t('action.mergeBody', {
                title,
                environment: consequences.environment,
                cluster: consequences.cluster,
              })
            : t('action.mergeBodyShort', { title })}
        </DialogContentText>
        {!allPass && (
          <DialogContentText>
            {t('action.mergeChecks', { summary: checksSummary(checks, t) })}
          </DialogContentText>
        )}
        {!change.asPlanned && (
          <DialogContentText>{t('action.mergeNotPlanned')}</DialogContentText>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => dialog.close(false)}>
          {t('action.cancel')}
        </Button>
        <Button
          color="primary"
          variant="contained"
          onClick={() => dialog.close(true)}
        >
          {t('action.merge', { tier })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
