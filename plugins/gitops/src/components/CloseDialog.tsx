import { useState } from 'react';
import type { DialogApiDialog } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { useText } from '../hooks/useText';

/** What the close dialog closes with. */
export type CloseAnswer = { reason: string } | undefined;

/** Asks before a change is closed without a merge, and for the reason. */
export function CloseDialog(props: {
  dialog: DialogApiDialog<CloseAnswer>;
  number: number;
}) {
  const t = useText();
  const { dialog, number } = props;
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      onClose={() => dialog.close(undefined)}
      aria-labelledby="close-title"
      aria-describedby="close-body"
    >
      <DialogTitle id="close-title">
        {t('action.closeTitle', { number: String(number) })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText id="close-body">
          {t('action.closeBody')}
        </DialogContentText>
        <TextField
          id="close-reason"
          label={t('action.closeReason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          inputProps={{ maxLength: 1000 }}
          fullWidth
          multiline
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={() => dialog.close(undefined)}>
          {t('action.cancel')}
        </Button>
        <Button
          color="primary"
          variant="contained"
          onClick={() => dialog.close({ reason: reason.trim() })}
        >
          {t('action.closeConfirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
