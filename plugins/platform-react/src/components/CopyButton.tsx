import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import CheckIcon from '@material-ui/icons/Check';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import { platformTranslationRef } from '../translation';

/**
 * Copies a text to the clipboard and says so.
 *
 * @param props - `text` is copied, `label` names the act ("Copy digest")
 */
export function CopyButton(props: { text: string; label: string }) {
  const { t } = useTranslationRef(platformTranslationRef);
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text);
      setState('done');
    } catch {
      setState('failed');
    }
  }
  const said = state === 'idle' ? '' : t(`copy.${state}`);
  return (
    <>
      <IconButton
        size="small"
        aria-label={props.label}
        title={said || props.label}
        onClick={copy}
      >
        {state === 'done' && <CheckIcon fontSize="inherit" />}
        {state === 'failed' && <ErrorIcon fontSize="inherit" />}
        {state === 'idle' && <CopyIcon fontSize="inherit" />}
      </IconButton>
      <span role="status" style={{ fontSize: 12 }}>
        {said}
      </span>
    </>
  );
}
