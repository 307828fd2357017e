import {
  COMPLIANCE_TONES,
  type ComplianceStatus,
} from '@chat2sql/plugin-compliance-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';

/** A compliance status as shape and word; its meaning shows on hover. */
export function StatusWord(props: { status: ComplianceStatus }) {
  const t = useText();
  return (
    <span title={t(`meaning.${props.status}`)}>
      <StatusBadge tone={COMPLIANCE_TONES[props.status]}>
        {t(`status.${props.status}`)}
      </StatusBadge>
    </span>
  );
}
