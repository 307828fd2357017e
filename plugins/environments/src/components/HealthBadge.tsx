import type { HealthStatus } from '@chat2sql/plugin-environments-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { toneOfWord, wordOf } from '../model/severity';

/** Health of a cell, an environment or an object: shape, word and colour. */
export function HealthBadge(props: {
  status: HealthStatus;
  warning?: boolean;
  size?: number;
}) {
  const t = useText();
  const word = wordOf(props);
  return (
    <StatusBadge tone={toneOfWord(word)} size={props.size}>
      {t(`health.${word}`)}
    </StatusBadge>
  );
}
