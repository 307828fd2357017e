import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useNow } from '../hooks/useNow';
import { exactTime, relativeTime } from '../time/relativeTime';
import { platformTranslationRef } from '../translation';

/**
 * A time as distance from now ("4 min ago", "in 3 d"); the exact time shows on
 * hover and is in the `datetime` attribute.
 *
 * @param props - `at` is an RFC 3339 time; `past` marks an observation, which
 * reads "just now" when the browser's clock is behind the server's
 */
export function RelativeTime(props: {
  at: string;
  past?: boolean;
  className?: string;
}) {
  const { t } = useTranslationRef(platformTranslationRef);
  // The key decides whether there is a number; the types cannot follow that.
  const say = t as (key: string, values: { n: string }) => string;
  const now = useNow(5000);
  // A time that arrived between two ticks must not read as the future.
  const seenFrom = Math.abs(Date.now() - now) < 5000 ? Date.now() : now;
  const { key, count } = relativeTime(
    props.at,
    props.past ? Math.max(seenFrom, Date.parse(props.at) || 0) : seenFrom,
  );
  return (
    <time
      dateTime={props.at}
      title={exactTime(props.at, t('locale'))}
      className={props.className}
    >
      {say(`time.${key}`, { n: String(count) })}
    </time>
  );
}
