import type { ObjectiveDetail } from '@chat2sql/plugin-slo-common';
import { CopyButton } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { useDetailStyles } from './detailStyles';
import { ScrollRegion } from './ScrollRegion';

/** The document behind an objective, as text only. */
export function SpecText(props: { spec: ObjectiveDetail['spec'] }) {
  const { spec } = props;
  const classes = useDetailStyles();
  const { t } = useText();
  if (spec.text === '') return null;
  return (
    <details className={`${classes.section} ${classes.disclosure}`}>
      <summary>{t('detail.spec')}</summary>
      <p className={classes.hint}>{spec.file}</p>
      <CopyButton text={spec.text} label={t('detail.copySpec')} />
      <ScrollRegion label={spec.file} className={classes.code}>
        <code>{spec.text}</code>
      </ScrollRegion>
    </details>
  );
}
