import { useState, type FormEvent } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { useText } from '../hooks/useText';

/** Writes a comment; the text stays when sending fails. */
export function CommentForm(props: {
  pending: boolean;
  disabled: boolean;
  /** @returns whether it was sent */
  onSend: (text: string) => Promise<boolean>;
}) {
  const t = useText();
  const [text, setText] = useState('');
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await props.onSend(text.trim())) setText('');
  }
  return (
    <form onSubmit={onSubmit}>
      <TextField
        id="change-comment"
        label={t('action.commentLabel')}
        value={text}
        onChange={event => setText(event.target.value)}
        inputProps={{ maxLength: 5000 }}
        variant="outlined"
        margin="dense"
        fullWidth
        multiline
        minRows={2}
      />
      <Button
        type="submit"
        variant="outlined"
        size="small"
        disabled={props.disabled || text.trim() === ''}
      >
        {t(props.pending ? 'action.sending' : 'action.commentSend')}
      </Button>
    </form>
  );
}
